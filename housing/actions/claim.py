"""To claim a case, and to let it go: a lease that runs out by itself, so that nobody holds a case by going home."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, update

from housing import audit
from housing.lifecycle import DECIDABLE
from housing.models import Application
from housing.transaction import transaction

LEASE = timedelta(minutes=30)


class AlreadyClaimed(Exception):
    """Somebody was faster, or the case is no longer open."""


def claim(application_id: int, staff_id: int, actor: str, branch_code: str | None, now: datetime) -> None:
    """Takes a case of the official's branch, or renews the lease. Raises AlreadyClaimed."""
    with transaction() as db:
        taken = db.execute(
            update(Application)
            .where(
                Application.id == application_id,
                Application.branch_code == branch_code,
                Application.status.in_(DECIDABLE),
                or_(
                    Application.claimed_by.is_(None), Application.claimed_by == staff_id, Application.lease_until <= now
                ),
            )
            .values(claimed_by=staff_id, lease_until=now + LEASE)
        )
        if taken.rowcount == 0:
            raise AlreadyClaimed
        audit.record("case.claimed", actor, now, application_id)


def release(application_id: int, staff_id: int, actor: str, now: datetime) -> None:
    """Gives it back to the branch; nothing happens when it was not this official's any more."""
    with transaction() as db:
        freed = db.execute(
            update(Application)
            .where(Application.id == application_id, Application.claimed_by == staff_id)
            .values(claimed_by=None, lease_until=None)
        )
        if freed.rowcount:
            audit.record("case.released", actor, now, application_id)
