"""To take a paper out of a draft again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing import audit
from housing.actions.answer import NoDraft
from housing.models import Application, Dispute, Paper
from housing.transaction import transaction


def detach(iin: str, paper_id: int, now: datetime) -> bool:
    """Takes a paper of the person's draft out again; False where there is no such paper. Raises NoDraft."""
    with transaction() as db:
        draft = db.scalar(select(Application).where(Application.iin == iin, Application.status == "draft"))
        if draft is None:
            raise NoDraft
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
