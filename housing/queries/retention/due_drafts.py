"""Drafts that nobody has changed for so long that their term is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from housing.law.retention import Term, is_over, oldest_kept
from housing.storage.extensions import db
from housing.storage.models import Application, Event

#: Drafts looked at in one question.
LOT = 200


def last_change(draft_id: int) -> datetime | None:
    """As the journal has it; None: nobody knows, and nothing is erased."""
    return db.session.scalar(select(func.max(Event.at)).where(Event.application_id == draft_id))


def list_due_drafts(term: Term, now: datetime, after: int = 0) -> list[tuple[int, bool]]:
    """Drafts begun before the term, by number behind this one, each with whether it is over; a lot at most."""
    a = Application
    old = select(a.id).where(a.status == "draft", a.created_at < oldest_kept(term, now), a.id > after)
    ids = db.session.scalars(old.order_by(a.id).limit(LOT))
    return [(one, is_over(last_change(one), term, now)) for one in ids]
