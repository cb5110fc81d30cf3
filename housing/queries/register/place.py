"""The place in the queue with its reasons: counted each time from the register, never stored.

Order within a settlement and a list: date and time of registration, then number (Law, article 71). The same count
serves whoever asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select

from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """`ahead`: how many stand before; `total`: in the list, this person included.

    `left`: how many of those before have left since this person stands here, the last of them at `last_left_at`.
    """

    ahead: int
    total: int
    left: int
    last_left_at: datetime | None

    @property
    def number(self) -> int:
        return self.ahead + 1


def is_own_entry(application: Application) -> ColumnElement[bool]:
    """The entries that an application gave, or that its applicant got in its settlement by another one."""
    e = RegisterEntry
    of_person = and_(e.iin == application.iin, e.settlement == application.settlement)
    return or_(e.application_id == application.id, of_person)


def load_queue_place(application_id: int) -> QueuePlace | None:
    """None for who does not stand on the register."""
    e = RegisterEntry
    own = db.session.scalar(select(e).where(e.application_id == application_id, e.annulled_at.is_(None)))
    if own is None:
        return None
    same = e.settlement == own.settlement, e.list_code == own.list_code
    before = (
        e.registered_at <= own.registered_at,
        or_(e.registered_at < own.registered_at, e.number < own.number),
    )
    standing = (*same, e.annulled_at.is_(None))
    left, last = db.session.execute(
        select(func.count(), func.max(e.annulled_at)).where(*same, e.annulled_at > own.registered_at, *before)
    ).one()
    return QueuePlace(
        ahead=db.session.scalar(select(func.count()).where(*standing, *before)) or 0,
        total=db.session.scalar(select(func.count()).where(*standing)) or 0,
        left=left,
        last_left_at=last,
    )
