"""What is open now: how old it is, who holds it, and what each official has decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import and_, case, func, or_, select, text

from housing.law.working_time import ALMATY, DAY, Calendar, term_days
from housing.queries.cases.countdown import case_time_left
from housing.queries.figures.flows import DecisionGroup
from housing.queries.figures.open_counts import OPEN_COUNTS
from housing.queries.figures.period import Period, almaty_day, branch_conditions
from housing.queries.journal.kept_counts import may_ask_counts
from housing.storage.extensions import db, execute_core
from housing.storage.models import Application, OpenCount, Staff
from housing.storage.models.application import HELD, STILL_OPEN

#: Ages in working days, the last one open.
MAX_AGE = 5


@dataclass(frozen=True, slots=True)
class OfficialLoad:
    """An official; `name` None: nobody holds them, or the machine decided. Open cases by how near the term is."""

    name: str | None
    branch: str | None
    calm: int = 0
    soon: int = 0
    late: int = 0
    decided: int = 0
    decided_late: int = 0

    @property
    def open(self) -> int:
        return self.calm + self.soon + self.late


@dataclass(frozen=True, slots=True)
class OpenCaseGroup:
    """Open cases that have all of this in common."""

    accepted: date
    due_at: datetime
    basis: str
    status: str
    holder: int | None
    count: int


def list_open_case_groups(branch: str | None, now: datetime) -> list[OpenCaseGroup]:
    """All of them in few groups; who holds a case is asked of those alone that somebody holds."""
    if not may_ask_counts(OPEN_COUNTS.name):
        return count_open_cases(branch, now)
    free, held = load_open_counts(branch), list_held_cases(branch, now)
    for one in held:
        free[one.accepted, one.due_at, one.basis, one.status] -= 1
    return held + [OpenCaseGroup(*key, None, count) for key, count in free.items() if count]


def list_held_cases(branch: str | None, now: datetime) -> list[OpenCaseGroup]:
    """Each by itself. By the officials and in their order: else SQLite, without statistics, walks all that is open."""
    a = Application
    here = [func.coalesce(a.branch_code, "") == branch] if branch else []
    rows = db.session.execute(
        select(almaty_day(a.accepted_at).label("accepted"), a.due_at, a.basis, a.status, a.claimed_by)
        .where(text(STILL_OPEN), text(HELD), a.claimed_by.in_(select(Staff.id)), a.lease_until > now, *here)
        .order_by(a.claimed_by, a.due_at, a.id)
    )
    return [
        OpenCaseGroup(date.fromisoformat(row.accepted), row.due_at, row.basis, row.status, row.claimed_by, 1)
        for row in rows
    ]


def load_open_counts(branch: str | None) -> Counter[tuple[date, datetime, str, str]]:
    """By day of acceptance, term, basis and status."""
    c = OpenCount.__table__.c
    keys = c.accepted_on, c.due_at, c.basis, c.status
    here = [c.branch_code == branch] if branch else []
    rows = execute_core(select(*keys, func.sum(c.cases).label("cases")).where(*here).group_by(*keys))
    found: Counter[tuple[date, datetime, str, str]] = Counter()
    for row in rows:
        due_at = datetime.fromisoformat(row.due_at).replace(tzinfo=UTC)
        found[date.fromisoformat(row.accepted_on), due_at, row.basis, row.status] = row.cases
    return found


def count_open_cases(branch: str | None, now: datetime) -> list[OpenCaseGroup]:
    """From the applications themselves, one by one."""
    a = Application
    holder = case((a.lease_until > now, a.claimed_by), else_=None)
    asked = (almaty_day(a.accepted_at).label("accepted"), a.due_at, a.basis, a.status, holder.label("holder"))
    rows = db.session.execute(
        select(*asked, func.count().label("cases")).where(text(STILL_OPEN), *branch_conditions(branch)).group_by(*asked)
    )
    return [
        OpenCaseGroup(date.fromisoformat(row.accepted), row.due_at, row.basis, row.status, row.holder, row.cases)
        for row in rows
    ]


def count_ages(groups: list[OpenCaseGroup], now: datetime, days: Calendar) -> tuple[int, ...]:
    today, ages = now.astimezone(ALMATY).date(), [0] * (MAX_AGE + 1)
    for one in groups:
        if one.status != "submitted":
            age = sum(1 for n in range((today - one.accepted).days) if days.is_working_day(today - n * DAY))
            ages[min(age, MAX_AGE)] += one.count
    return tuple(ages)


def list_loads(
    period: Period, groups: list[OpenCaseGroup], made: list[DecisionGroup], now: datetime, days: Calendar
) -> tuple[OfficialLoad, ...]:
    """Every official who may decide, also one with nothing; then what nobody holds, and what the machine decided."""
    seen = {one.holder for one in groups} | {one.staff_id for one in made}
    decides = and_(Staff.role.in_(("operator", "supervisor")), Staff.active)
    here = and_(decides, Staff.branch_code == period.branch) if period.branch else decides
    staff = db.session.execute(
        select(Staff.id, Staff.name, Staff.branch_code).where(or_(here, Staff.id.in_([one for one in seen if one])))
    ).all()
    counted: Counter[tuple[int | None, str]] = Counter()
    for one in groups:
        counted[one.holder, load_level(one, now, days)] += one.count
    for done in made:
        counted[done.staff_id, "decided"] += done.count
        counted[done.staff_id, "decided_late"] += done.count * done.late
    kinds = ("calm", "soon", "late", "decided", "decided_late")
    people = [*((row.id, row.name, row.branch_code) for row in staff), (None, None, None)]
    return tuple(
        OfficialLoad(name, branch, **{kind: counted[who, kind] for kind in kinds}) for who, name, branch in people
    )


def load_level(one: OpenCaseGroup, now: datetime, days: Calendar) -> str:
    """calm, soon, or late: urgent or overdue."""
    noon = datetime.combine(one.accepted, datetime.min.time(), ALMATY)
    level = case_time_left(now, one.due_at, term_days(noon, one.basis, days), days).level
    return level if level in ("calm", "soon") else "late"
