"""To move a file of a document before or behind its neighbour: people photograph pages in any order."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from housing.actions.filing.answer import require_draft
from housing.storage import audit
from housing.storage.models import Paper
from housing.storage.transaction import transaction


def move_file(draft_id: int, paper_id: int, step: Literal[-1, 1], now: datetime) -> bool:
    """`step`: -1 before the one before it, 1 behind the next. False where there is nothing to pass. Raises NoDraft."""
    with transaction() as db:
        draft = require_draft(db, draft_id)
        paper = db.scalar(select(Paper).where(Paper.id == paper_id, Paper.application_id == draft.id))
        if paper is None:
            return False
        same = Paper.application_id == draft.id, Paper.document == paper.document
        files = list(db.scalars(select(Paper).where(*same).order_by(Paper.position, Paper.id)))
        at = files.index(paper)
        if not 0 <= at + step < len(files):
            return False
        files[at], files[at + step] = files[at + step], files[at]
        for position, file in enumerate(files, 1):
            file.position = position
        draft.version += 1  # the signature covers the order too
        audit.record("paper.moved", "citizen", now, draft.id, kind=paper.kind)
        return True
