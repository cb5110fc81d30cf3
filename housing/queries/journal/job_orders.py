"""What administrators asked of the clock: to let a job rest for a while, to begin a round at once. Rows of the journal.

The journal is sealed: nobody stops a job unseen.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from housing.storage.extensions import db
from housing.storage.models import Event

PAUSED, RESUMED, ASKED = "job.paused", "job.resumed", "job.asked"
#: A pause ends by itself.
LONGEST_PAUSE = timedelta(days=1)


class JobPause(NamedTuple):
    """Until when a job rests, by whose word and why."""

    ends_at: datetime
    login: str
    reason: str


def load_pauses(now: datetime) -> dict[str, JobPause]:
    """Those under way, by the name of the job."""
    found: dict[str, JobPause] = {}
    e = Event
    wanted = select(e.kind, e.actor, e.detail).where(e.kind.in_((PAUSED, RESUMED)), e.at >= now - LONGEST_PAUSE)
    for row in db.session.execute(wanted.order_by(e.id)):
        found.pop(row.detail["job"], None)
        if row.kind == PAUSED:
            ends_at = datetime.fromisoformat(row.detail["ends_at"])
            found[row.detail["job"]] = JobPause(ends_at, row.actor, row.detail["reason"])
    return {name: pause for name, pause in found.items() if now < pause.ends_at}


def last_order_id() -> int:
    """After which row of the journal orders are new to a clock that begins."""
    return db.session.scalar(select(func.max(Event.id))) or 0


def list_asked(after: int) -> list[tuple[int, str]]:
    """Rounds asked for since that row of the journal: the row of each, and the name of the job."""
    wanted = select(Event.id, Event.detail).where(Event.kind == ASKED, Event.id > after).order_by(Event.id)
    return [(row.id, row.detail["job"]) for row in db.session.execute(wanted)]
