"""An administrator lets a job rest, lets it go on, asks for a round: rows of the journal that the clock reads."""

from __future__ import annotations

from datetime import datetime, timedelta

from housing.labels.job_labels import JOB_NAMES
from housing.queries.journal.job_orders import LONGEST_PAUSE, load_pauses
from housing.storage import audit
from housing.storage.transaction import transaction

#: What keeps evidence, proves, or tells of rounds goes on.
NEVER_PAUSED = {"readings", "failures", "verify", "invariants", "head", "backup", "drill", "rounds"}


class JobNotSteered(Exception):
    """There is no such job, it may not rest, not for so long, or not without a reason."""


def pause_job(name: str, lasting: timedelta, reason: str, login: str, now: datetime) -> None:
    """In the place of an earlier pause. Raises JobNotSteered."""
    if name not in JOB_NAMES.keys() - NEVER_PAUSED or not timedelta() < lasting <= LONGEST_PAUSE or not reason:
        raise JobNotSteered
    with transaction():
        audit.record("job.paused", login, now, None, job=name, ends_at=(now + lasting).isoformat(), reason=reason)


def resume_job(name: str, login: str, now: datetime) -> None:
    """Raises JobNotSteered where it does not rest."""
    with transaction():
        if name not in load_pauses(now):
            raise JobNotSteered
        audit.record("job.resumed", login, now, None, job=name)


def ask_round(name: str, login: str, now: datetime) -> None:
    """As soon as the clock looks, within seconds. Raises JobNotSteered where it rests or there is none."""
    with transaction():
        if name not in JOB_NAMES or name in load_pauses(now):
            raise JobNotSteered
        audit.record("job.asked", login, now, None, job=name)
