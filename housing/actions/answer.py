"""To answer questions of the form: saved at once, topic by topic; a paper is kept with its hash."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from housing import audit
from housing.facts import PAPERS
from housing.models import Application, Paper
from housing.transaction import transaction

#: Ten megabytes a paper.
LARGEST = 10 * 1024 * 1024
#: What a file begins with says what it is; its name says nothing.
MEDIA = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


class NoDraft(Exception):
    """There is no draft of this person to write into."""


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
        draft.email = draft.answers.get("email") or None
        draft.version += 1
        if "basis" in given:  # a paper of a basis that was left is no part of the application
            kinds = PAPERS.get(given["basis"], ())
            db.execute(delete(Paper).where(Paper.application_id == draft.id, Paper.kind.not_in((*kinds, "other"))))
        audit.record("draft.answered", "citizen", now, draft.id, topics=sorted(given))


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


def attach(iin: str, kind: str, filename: str, content: bytes, now: datetime) -> None:
    """Files a paper with the draft; another of the same kind replaces it. Raises NoDraft, BadPaper."""
    paper = paper_of(0, kind, filename, content, now)
    with transaction() as db:
        draft = db.scalar(select(Application).where(Application.iin == iin, Application.status == "draft"))
        if draft is None:
            raise NoDraft
        db.execute(delete(Paper).where(Paper.application_id == draft.id, Paper.kind == kind))
        paper.application_id = draft.id
        db.add(paper)
        draft.version += 1  # the signature covers the papers too
        audit.record("paper.filed", "citizen", now, draft.id, kind=kind)
