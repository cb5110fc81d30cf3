"""To assign a case: the supervisor gives it to an official of the branch, or takes it over, whoever holds it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from housing import audit
from housing.actions.claim import LEASE, AlreadyClaimed
from housing.lifecycle import DECIDABLE
from housing.models import Alert, Application, Staff
from housing.queries.session import Who
from housing.transaction import transaction

WORKERS = ("operator", "supervisor")


def assign(number: str, to: int, who: Who, now: datetime) -> None:
    """A lease like any other: it runs out when nobody works. Raises AlreadyClaimed where it cannot be given so."""
    with transaction() as db:
        official = db.scalar(
            select(Staff).where(
                Staff.id == to, Staff.branch_code == who.branch_code, Staff.role.in_(WORKERS), Staff.active
            )
        )
        application = db.scalar(
            select(Application).where(
                Application.number == number, Application.branch_code == who.branch_code,
                Application.status.in_(DECIDABLE),
            )
        )  # fmt: skip
        if official is None or application is None:
            raise AlreadyClaimed
        application.claimed_by, application.lease_until = official.id, now + LEASE
        # What was told to the branch's officials, or to another of them, is this one's business now.
        theirs = Alert.application_id == application.id, Alert.role == "operator"
        db.execute(update(Alert).where(*theirs).values(staff_id=official.id))
        audit.record("case.assigned", who.login, now, application.id, to=official.login)
