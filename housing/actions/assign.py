"""To give cases of the branch to somebody of the branch, several at once: each in a transaction of its own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update

from housing import audit
from housing.actions.claim import LEASE
from housing.lifecycle import DECIDABLE
from housing.models import Application, Staff
from housing.transaction import transaction
from housing.working_time import ALMATY, at, hours_on

#: At one go; who chooses more has not looked at each.
MOST = 50


class NotThere(Exception):
    """Nobody of that number works at cases in this branch."""


def assign(application_id: int, staff_id: int, actor: str, branch_code: str | None, now: datetime) -> bool:
    """False where a colleague holds the case or it is no longer open. Raises NotThere.

    The lease lasts until the bank closes: who is given several works at one after another.
    """
    a = Application
    with transaction() as db:
        works = Staff.branch_code == branch_code, Staff.active, Staff.role.in_(("operator", "supervisor"))
        login = db.scalar(select(Staff.login).where(Staff.id == staff_id, *works))
        if login is None:
            raise NotThere
        free = or_(a.claimed_by.is_(None), a.claimed_by == staff_id, a.lease_until <= now)
        given = db.execute(
            update(a)
            .where(a.id == application_id, a.branch_code == branch_code, a.status.in_(DECIDABLE), free)
            .values(claimed_by=staff_id, lease_until=until(now))
        )
        if given.rowcount and login == actor:
            audit.record("case.claimed", actor, now, application_id)
        elif given.rowcount:
            audit.record("case.assigned", actor, now, application_id, to=login)
        return bool(given.rowcount)


def until(now: datetime) -> datetime:
    today = now.astimezone(ALMATY).date()
    return max(at(today, hours_on(today).closes), now + LEASE)
