"""Restores that lost something, as the journal tells of them: its gaps, and whether messages are held back."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from housing.storage.extensions import db
from housing.storage.models import Event


class AcknowledgedGap(NamedTuple):
    """`event`: the row that bridges it; `lost_events` None: nobody knows how many rows are missing.

    `messages`: so many had gone on since the backup.
    """

    event: int
    at: datetime
    lost_events: int | None
    messages: int


def list_gaps() -> list[AcknowledgedGap]:
    """In their order; a restore that lost nothing is none."""
    wanted = select(Event.id, Event.at, Event.detail).where(Event.kind == "journal.restored").order_by(Event.id)
    told = [
        AcknowledgedGap(row.id, row.at, row.detail["lost_events"], row.detail["messages"])
        for row in db.session.execute(wanted)
    ]
    return [gap for gap in told if gap.lost_events != 0 or gap.messages]


def are_messages_held() -> bool:
    """From a restore that lost something until somebody releases them: what went out since the backup is not known."""
    gaps = list_gaps()
    if not gaps:
        return False
    released = select(func.max(Event.id)).where(Event.kind == "messages.released")
    return (db.session.scalar(released) or 0) < gaps[-1].event
