"""The inbox: the escalation steps that were told to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from housing.extensions import db
from housing.lifecycle import OPEN
from housing.models import Alert, Application, Staff
from housing.queries.session import Who
from housing.working_time import term_days

#: The newest so many; older ones were read long ago or their cases decided.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A step that was told. `name` and `holder` are empty for the head office, which sees numbers and branches."""

    id: int
    level: int
    breach: bool
    at: datetime
    read_at: datetime | None
    number: str
    branch_code: str
    status: str
    basis: str
    accepted_at: datetime
    due_at: datetime
    name: str
    holder: str | None

    @property
    def term(self) -> int:
        """The term of its basis in working days."""
        return term_days(self.accepted_at, self.basis)

    @property
    def open(self) -> bool:
        return self.status in OPEN


def addressed_to(who: Who) -> Any:
    """The alerts of a person: of the role in the branch; an operator's own, or those of cases that nobody held."""
    of_role = and_(Alert.role == who.role, Alert.branch_code.is_not_distinct_from(who.branch_code))
    if who.role != "operator":
        return of_role
    return and_(of_role, or_(Alert.staff_id == who.staff_id, Alert.staff_id.is_(None)))


def inbox(who: Who, now: datetime) -> list[Told]:
    """Unread ones first, then the newest."""
    a, al = Application, Alert
    rows = db.session.execute(
        select(
            al.id, al.level, al.breach, al.at, al.read_at, a.number, a.branch_code, a.status, a.basis, a.accepted_at,
            a.due_at, a.name, Staff.name.label("holder"), a.lease_until,
        )
        .join(a, a.id == al.application_id)
        .outerjoin(Staff, Staff.id == a.claimed_by)
        .where(addressed_to(who))
        .order_by(al.read_at.is_not(None), al.at.desc(), al.id.desc())
        .limit(SHOWN)
    )  # fmt: skip
    return [told(row, who.branch_code is None, now) for row in rows]


def told(row: Any, apart: bool, now: datetime) -> Told:
    held = row.lease_until is not None and row.lease_until > now
    return Told(*row[:11], "" if apart else row.name, row.holder if held and not apart else None)


def unread(who: Who) -> int:
    """How many alerts nobody has read yet."""
    return db.session.scalar(select(func.count()).where(addressed_to(who), Alert.read_at.is_(None))) or 0
