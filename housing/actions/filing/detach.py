"""To take a paper out of a draft again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.actions.filing.answer import require_draft
from housing.storage import audit
from housing.storage.models import Dispute, Paper
from housing.storage.transaction import transaction


def detach_file(draft_id: int, paper_id: int, now: datetime) -> bool:
    """Takes a paper of the draft out again; False where there is no such paper. Raises NoDraft."""
    with transaction() as db:
        draft = require_draft(db, draft_id)
        paper = db.scalar(select(Paper).where(Paper.id == paper_id, Paper.application_id == draft.id))
        if paper is None:
            return False
        for said in db.scalars(select(Dispute).where(Dispute.paper_id == paper_id)):
            said.paper_id = None  # the words stay
        db.flush()
        db.delete(paper)
        draft.version += 1
        audit.record("paper.removed", "citizen", now, draft.id, kind=paper.kind)
        return True
