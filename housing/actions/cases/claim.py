"""To claim a case, and to let it go: a lease that runs out by itself, so that nobody holds a case by going home.

Opening a case takes it, work on it renews it; leaving it, its owner or the supervisor gives it back. Who leaves their
desk for good (another role or branch, a closed account) holds nothing any more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, text, update

from housing.law.lifecycle import DECIDABLE_STATUSES
from housing.queries.cases.four_eyes import awaits_review_by
from housing.queries.cases.participants import may_take, workload_condition
from housing.storage import audit
from housing.storage.models import Alert, Application
from housing.storage.models.application import HELD, STILL_OPEN
from housing.storage.transaction import DbSession, count_changed, transaction

LEASE = timedelta(minutes=20)


class AlreadyClaimed(Exception):
    """Somebody was faster, or the case is no longer open."""


def claim_case(application_id: int, staff_id: int, actor: str, branch_code: str | None, now: datetime) -> None:
    """Takes a case of the official's desk, or renews the lease. Raises AlreadyClaimed."""
    with transaction() as db:
        if extend_lease(db, application_id, staff_id, now):
            return
        taken = count_changed(
            db,
            update(Application)
            .where(
                Application.id == application_id,
                workload_condition(branch_code),
                may_take(staff_id),
                or_(Application.status.in_(DECIDABLE_STATUSES), awaits_review_by(staff_id)),
                or_(
                    Application.claimed_by.is_(None), Application.claimed_by == staff_id, Application.lease_until <= now
                ),
            )
            .values(claimed_by=staff_id, lease_until=now + LEASE),
        )
        if taken == 0:
            raise AlreadyClaimed
        audit.record("case.claimed", actor, now, application_id)


def renew_claim(application_id: int, staff_id: int, now: datetime) -> None:
    """Work on a case lengthens the lease of whoever holds it; nothing happens to a colleague's."""
    with transaction() as db:
        extend_lease(db, application_id, staff_id, now)


def extend_lease(db: DbSession, application_id: int, staff_id: int, now: datetime) -> bool:
    """No event of its own: the journal says when a case was taken and given back."""
    longer = count_changed(
        db,
        update(Application)
        .where(Application.id == application_id, Application.claimed_by == staff_id, Application.lease_until > now)
        .values(lease_until=now + LEASE),
    )
    return bool(longer)


def release_case(application_id: int, staff_id: int, actor: str, now: datetime) -> None:
    """Gives it back to the branch; nothing happens when it was not this official's any more."""
    with transaction() as db:
        freed = count_changed(
            db,
            update(Application)
            .where(Application.id == application_id, Application.claimed_by == staff_id)
            .values(claimed_by=None, lease_until=None),
        )
        if freed:
            audit.record("case.released", actor, now, application_id)


def release_branch_case(application_id: int, branch_code: str | None, actor: str, now: datetime) -> None:
    """The supervisor of the branch gives back a case, whoever holds it."""
    with transaction() as db:
        freed = count_changed(
            db,
            update(Application)
            .where(
                Application.id == application_id,
                Application.branch_code == branch_code,
                Application.claimed_by.is_not(None),
            )
            .values(claimed_by=None, lease_until=None),
        )
        if freed:
            audit.record("case.released", actor, now, application_id)


def release_all_cases(db: DbSession, staff_id: int, login: str, actor: str, now: datetime) -> None:
    """Inside the transaction under way: the cases that this official holds, and their alerts, go back to the branch."""
    a = Application
    for one in db.scalars(select(a).where(text(STILL_OPEN), text(HELD), a.claimed_by == staff_id).order_by(a.id)):
        held = one.lease_until is not None and one.lease_until > now
        one.claimed_by = one.lease_until = None
        if held:
            audit.record("case.released", actor, now, one.id, holder=login)
    # An alert that was this person's alone would be seen by nobody.
    db.execute(update(Alert).where(Alert.staff_id == staff_id, Alert.handled_at.is_(None)).values(staff_id=None))
