"""To answer questions of the form: saved at once, topic by topic; a paper is kept with its hash."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from housing import audit
from housing.facts import PAPERS
from housing.models import Application, Paper
from housing.transaction import transaction

#: What a representative proves their status by, on whatever basis.
OWN_PAPER = "representative_proof"
#: Ten megabytes a paper.
LARGEST = 10 * 1024 * 1024
#: What a file begins with says what it is; its name says nothing.
MEDIA = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class NoDraft(Exception):
    """There is no draft to write into: it was filed, or there never was one."""


class AnsweredElsewhere(Exception):
    """Another window gave another answer since the page was shown. `there`: those answers, by key."""

    def __init__(self, there: dict[str, Any]) -> None:
        super().__init__("answered elsewhere")
        self.there = there


class BadPaper(Exception):
    """Not a PDF, JPEG or PNG (`kind`), or too large (`size`). `reason` says which; `words`: what the person is told."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def words(self) -> str:
        if self.reason == "size":
            return _("The file is larger than 10 MB. Choose a smaller one")
        return _("This file is not a PDF, JPG or PNG. Choose another, or photograph the paper with your phone")


def answer(draft_id: int, given: dict[str, Any], now: datetime, seen: int | None = None) -> None:
    """Writes answers into a draft, each over its older self. Whose draft it is, the caller has made sure.

    `seen`: the version that the page showed; what another window answered otherwise since then is not written over.
    Raises NoDraft, AnsweredElsewhere (nothing is written then).
    """
    with transaction() as db:
        draft = draft_in(db, draft_id)
        if there := answered_since(draft, given, seen):
            raise AnsweredElsewhere(there)
        draft.answers = {**draft.answers, **given}
        draft.answered = {**draft.answered, **dict.fromkeys(given, draft.version + 1)}
        draft.basis = draft.answers.get("basis")
        draft.settlement = draft.answers.get("settlement")
        draft.category = draft.answers.get("category") or None
        draft.phone = draft.answers.get("phone") or None
        draft.email = draft.answers.get("email") or None
        draft.version += 1
        if "basis" in given:  # a paper of a basis that was left is no part of the application
            kinds = {*PAPERS.get(given["basis"], ()), "other"} | ({OWN_PAPER} if draft.representative_iin else set())
            db.execute(delete(Paper).where(Paper.application_id == draft.id, Paper.kind.not_in(kinds)))
        audit.record("draft.answered", "citizen", now, draft.id, topics=sorted(given))


def know_rules(draft_id: int, on: date, now: datetime) -> None:
    """The person was told of the parameters in force on that day. Raises NoDraft."""
    with transaction() as db:
        draft = draft_in(db, draft_id)
        draft.rules = on
        audit.record("draft.rules_told", "citizen", now, draft.id)


def draft_in(db: Any, draft_id: int) -> Application:
    """Inside the transaction under way. Raises NoDraft."""
    draft: Application | None = db.get(Application, draft_id)
    if draft is None or draft.status != "draft":
        raise NoDraft
    return draft


def answered_since(draft: Application, given: dict[str, Any], seen: int | None) -> dict[str, Any]:
    """The answers that differ from those about to be given and are younger than what the page showed."""
    return {
        key: draft.answers.get(key)
        for key, value in given.items()
        if seen is not None and draft.answered.get(key, 0) > seen and draft.answers.get(key) != value
    }


def media_type(content: bytes) -> str:
    """What the bytes are. Raises BadPaper."""
    for start, media in MEDIA.items():
        if content.startswith(start):
            return media
    raise BadPaper("kind")


def paper_of(application_id: int, kind: str, filename: str, content: bytes, now: datetime) -> Paper:
    """A paper to be filed. Raises BadPaper."""
    media = media_type(content)
    if len(content) > LARGEST:
        raise BadPaper("size")
    return Paper(
        application_id=application_id, kind=kind, filename=filename[-200:], media_type=media, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), content=content, filed_at=now,
    )  # fmt: skip


def attach(draft_id: int, kind: str, filename: str, content: bytes, now: datetime) -> None:
    """Files a paper with the draft; another of the same kind replaces it. Raises NoDraft, BadPaper."""
    paper = paper_of(0, kind, filename, content, now)
    with transaction() as db:
        draft = draft_in(db, draft_id)
        db.execute(delete(Paper).where(Paper.application_id == draft.id, Paper.kind == kind))
        paper.application_id = draft.id
        db.add(paper)
        draft.version += 1  # the signature covers the papers too
        audit.record("paper.filed", "citizen", now, draft.id, kind=kind)
