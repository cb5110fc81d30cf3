"""Which open cases would be due at another time if the calendar were another one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import select

from housing.extensions import db
from housing.lifecycle import OPEN
from housing.models import Application
from housing.working_time import Calendar, accept, due


@dataclass(frozen=True, slots=True)
class MovedTerm:
    id: int
    number: str
    basis: str
    before: datetime
    accepted_at: datetime
    after: datetime


def moved(calendar: Calendar, now: datetime) -> list[MovedTerm]:
    """By due time. A term that has run out already stays: the breach is on record, and no decree undoes it."""
    a = Application
    rows = db.session.execute(
        select(a.id, a.number, a.basis, a.filed_at, a.accepted_at, a.due_at)
        .where(a.status.in_(OPEN), a.due_at > now)
        .order_by(a.due_at, a.id)
    )
    until = cache(lambda accepted, basis: due(accepted, basis, calendar))
    found = []
    for row in rows:
        # What still waits for its acceptance is accepted by the new calendar too.
        accepted = accept(row.filed_at, calendar) if row.accepted_at > now else row.accepted_at
        found.append(MovedTerm(row.id, row.number, row.basis, row.due_at, accepted, until(accepted, row.basis)))
    return [one for one in found if one.after != one.before]
