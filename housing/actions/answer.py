"""To answer questions of the form: saved at once, topic by topic."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from housing import audit
from housing.facts import PAPERS
from housing.models import Application, Paper
from housing.transaction import transaction


class NoDraft(Exception):
    """There is no draft of this person to write into."""


def answer(iin: str, given: dict[str, Any], now: datetime) -> None:
    """Writes answers into the person's draft, each over its older self. Raises NoDraft."""
    with transaction() as db:
        draft = db.scalar(select(Application).where(Application.iin == iin, Application.status == "draft"))
        if draft is None:
            raise NoDraft
        draft.answers = {**draft.answers, **given}
        draft.basis = draft.answers.get("basis")
        draft.settlement = draft.answers.get("settlement")
        draft.category = draft.answers.get("category") or None
        draft.phone = draft.answers.get("phone") or None
        draft.version += 1
        if "basis" in given:  # a paper of a basis that was left is no part of the application
            kinds = PAPERS.get(given["basis"], ())
            db.execute(delete(Paper).where(Paper.application_id == draft.id, Paper.kind.not_in((*kinds, "other"))))
        audit.record("draft.answered", "citizen", now, draft.id, topics=sorted(given))
