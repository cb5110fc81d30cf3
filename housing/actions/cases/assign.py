"""To give cases of the branch to somebody of the branch: several at once from the queue, or one from the inbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update

from housing.actions.cases.claim import LEASE, AlreadyClaimed
from housing.actions.cases.official import took_part
from housing.law.lifecycle import DECIDABLE_STATUSES
from housing.law.working_time import ALMATY, local_datetime
from housing.queries.cases.participants import may_take
from housing.queries.reference.calendar import calendar
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Alert, Application, Staff
from housing.storage.transaction import DbSession, count_changed, transaction

WORKERS = ("operator", "supervisor")
#: At one go; who chooses more has not looked at each.
MAX_CASES = 50


class NotInBranch(Exception):
    """The branch has no such case, or nobody of that number who works at cases."""


def assign_case(application_id: int, staff_id: int, actor: str, branch_code: str | None, now: datetime) -> bool:
    """False where a colleague holds the case or it is no longer open. Raises NotInBranch.

    The lease lasts until the bank closes: who is given several works at one after another.
    """
    a = Application
    with transaction() as db:
        login = load_worker_login(db, staff_id, branch_code)
        if login is None:
            raise NotInBranch
        free = or_(a.claimed_by.is_(None), a.claimed_by == staff_id, a.lease_until <= now)
        given = count_changed(
            db,
            update(a)
            .where(
                a.id == application_id,
                a.branch_code == branch_code,
                a.status.in_(DECIDABLE_STATUSES),
                free,
                may_take(staff_id),
            )
            .values(claimed_by=staff_id, lease_until=assignment_end(now)),
        )
        if given and login == actor:
            audit.record("case.claimed", actor, now, application_id)
        elif given:
            readdress_alerts(db, application_id, staff_id)
            audit.record("case.assigned", actor, now, application_id, to=login)
        return bool(given)


def assign_claimed_case(number: str, to: int, who: Who, now: datetime) -> None:
    """By the supervisor, whoever holds it; a lease like any other.

    Raises NotInBranch for what is no case of the branch, AlreadyClaimed where it cannot be given.
    """
    a = Application
    with transaction() as db:
        login = load_worker_login(db, to, who.branch_code)
        application = db.scalar(select(a).where(a.number == number, a.branch_code == who.branch_code))
        if application is None:
            raise NotInBranch
        if login is None or application.status not in DECIDABLE_STATUSES or took_part(application, to):
            raise AlreadyClaimed
        application.claimed_by, application.lease_until = to, now + LEASE
        readdress_alerts(db, application.id, to)
        audit.record("case.assigned", who.login, now, application.id, to=login)


def load_worker_login(db: DbSession, staff_id: int, branch_code: str | None) -> str | None:
    """The login of an active official of the branch who works at cases."""
    works = Staff.branch_code == branch_code, Staff.active, Staff.role.in_(WORKERS)
    login: str | None = db.scalar(select(Staff.login).where(Staff.id == staff_id, *works))
    return login


def readdress_alerts(db: DbSession, application_id: int, staff_id: int) -> None:
    """What was told to the branch's officials, or to another of them, is this one's business now."""
    db.execute(
        update(Alert).where(Alert.application_id == application_id, Alert.role == "operator").values(staff_id=staff_id)
    )


def assignment_end(now: datetime) -> datetime:
    today = now.astimezone(ALMATY).date()
    return max(local_datetime(today, calendar().hours_on(today).closes), now + LEASE)
