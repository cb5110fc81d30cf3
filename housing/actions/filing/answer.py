"""To answer questions of the form: saved at once, topic by topic."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete

from housing.queries.reference.papers import load_required_papers
from housing.storage import audit
from housing.storage.models import Application, Paper
from housing.storage.transaction import DbSession, transaction

#: What a representative proves their status by, on whatever basis.
OWN_PAPER = "representative_proof"


class NoDraft(Exception):
    """There is no draft to write into: it was filed, or there never was one."""


class AnsweredElsewhere(Exception):
    """Another window gave another answer since the page was shown. `there`: those answers, by key."""

    def __init__(self, there: dict[str, Any]) -> None:
        super().__init__("answered elsewhere")
        self.there = there


def answer_questions(draft_id: int, given: dict[str, Any], now: datetime, seen: int | None = None) -> None:
    """Writes answers into a draft, each over its older self. Whose draft it is, the caller has made sure.

    `seen`: the version that the page showed; what another window answered otherwise since then is not written over.
    Raises NoDraft, AnsweredElsewhere (nothing is written then).
    """
    with transaction() as db:
        draft = require_draft(db, draft_id)
        if there := list_conflicts(draft, given, seen):
            raise AnsweredElsewhere(there)
        set_answers(draft, given)
        draft.answered = {**draft.answered, **dict.fromkeys(given, draft.version + 1)}
        draft.version += 1
        if "basis" in given:  # a paper of a basis that was left is no part of the application
            own = [OWN_PAPER] if draft.representative_iin else []
            kinds = {*load_required_papers().get(given["basis"], ()), "other", *own}
            db.execute(delete(Paper).where(Paper.application_id == draft.id, Paper.kind.not_in(kinds)))
        audit.record("draft.answered", "citizen", now, draft.id, topics=sorted(given))


def set_answers(draft: Application, given: dict[str, Any]) -> None:
    """The answers, and the columns that follow from them."""
    draft.answers = {**draft.answers, **given}
    draft.basis = draft.answers.get("basis")
    draft.settlement = draft.answers.get("settlement")
    draft.category = draft.answers.get("category") or None
    draft.phone = draft.answers.get("phone") or None
    draft.email = draft.answers.get("email") or None


def acknowledge_rules(draft_id: int, on: date, now: datetime) -> None:
    """The person was told of the parameters in force on that day. Raises NoDraft."""
    with transaction() as db:
        draft = require_draft(db, draft_id)
        draft.rules = on
        audit.record("draft.rules_told", "citizen", now, draft.id)


def require_draft(db: DbSession, draft_id: int) -> Application:
    """Inside the transaction under way. Raises NoDraft."""
    draft: Application | None = db.get(Application, draft_id)
    if draft is None or draft.status != "draft":
        raise NoDraft
    return draft


def list_conflicts(draft: Application, given: dict[str, Any], seen: int | None) -> dict[str, Any]:
    """The answers that differ from those about to be given and are younger than what the page showed."""
    return {
        key: draft.answers.get(key)
        for key, value in given.items()
        if seen is not None and draft.answered.get(key, 0) > seen and draft.answers.get(key) != value
    }
