"""How it stands with each job of the clock: what was written of its rounds, and whether somebody let it rest."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from housing.labels.job_labels import JOB_NAMES
from housing.queries.journal.job_orders import JobPause, load_pauses
from housing.storage.extensions import db
from housing.storage.models import JobRound

#: A round in which there was nothing to do is written so much later at most.
LATEST_WRITING = timedelta(minutes=10)
#: Of a job that comes round in seconds nobody asks when.
SELDOM = timedelta(minutes=5)


class JobState(NamedTuple):
    """`state`: paused, failing, late (no round though one is over due), well, or unknown (none was written yet).

    `next_at`: of jobs that seldom come round.
    """

    name: str
    state: str
    last: JobRound | None
    pause: JobPause | None
    next_at: datetime | None


def list_job_states(now: datetime) -> list[JobState]:
    """What needs somebody first; else in the order of the table of jobs."""
    rounds = {one.name: one for one in db.session.scalars(select(JobRound))}
    pauses = load_pauses(now)
    found = [describe_job(name, rounds.get(name), pauses.get(name), now) for name in JOB_NAMES]
    order = ("failing", "late", "paused", "unknown", "well")
    return sorted(found, key=lambda one: order.index(one.state))


def describe_job(name: str, last: JobRound | None, pause: JobPause | None, now: datetime) -> JobState:
    if last is None:
        return JobState(name, "paused" if pause else "unknown", None, pause, None)
    every = timedelta(seconds=last.every)
    next_at = last.began_at + every if every > SELDOM and not pause else None
    return JobState(name, find_state(last, pause, now - last.began_at > every + LATEST_WRITING), last, pause, next_at)


def find_state(last: JobRound, pause: JobPause | None, is_late: bool) -> str:
    if pause:
        return "paused"
    if last.failures:
        return "failing"
    return "late" if is_late else "well"
