"""The inbox: the escalation steps that were told to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, literal, not_, or_, select, true
from sqlalchemy.orm import aliased

from housing.extensions import db, remembered
from housing.lifecycle import DECIDABLE, OPEN
from housing.models import Alert, AlertRead, Application, Staff
from housing.queries.calendar import calendar
from housing.queries.reference import published, standing
from housing.queries.session import Who
from housing.working_time import term_days

#: The newest so many; older ones were read long ago or their cases decided.
SHOWN = 100
#: Beyond this a count says "more than".
MOST = 999


@dataclass(frozen=True, slots=True)
class Told:
    """A step that was told. `read_at`: by this person; `handled_at`, `handled_by`: by whichever addressee did.

    `name` and `holder` are empty for the head office, which sees numbers and branches.
    """

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
    handled_at: datetime | None
    handled_by: str | None
    cause: str | None
    comment: str

    @property
    def term(self) -> int:
        """The term of its basis in working days."""
        return term_days(self.accepted_at, self.basis, calendar())

    @property
    def open(self) -> bool:
        return self.status in OPEN

    @property
    def decidable(self) -> bool:
        return self.status in DECIDABLE


def addressed_to(who: Who) -> Any:
    """The alerts of a person: of the role in the branch; an operator's own, or those of cases that nobody held."""
    of_role = and_(Alert.role == who.role, Alert.branch_code.is_not_distinct_from(who.branch_code))
    if who.role != "operator":
        return of_role
    return and_(of_role, or_(Alert.staff_id == who.staff_id, Alert.staff_id.is_(None)))


#: Nobody has handled it, and there is something left to do: the case is open, or a broken term has no cause yet.
TO_DO = and_(Alert.handled_at.is_(None), or_(Application.status.in_(OPEN), Alert.breach))
#: What a tab holds, by its name.
BOXES: dict[str, Any] = {"todo": TO_DO, "handled": not_(TO_DO), "all": true()}


def counts(who: Who) -> dict[str, int]:
    """How many alerts each tab holds, counted up to MOST + 1."""

    def count(wanted: Any) -> Any:
        found = select(literal(1)).select_from(Alert).join(Application, Application.id == Alert.application_id)
        capped = found.where(addressed_to(who), wanted).limit(MOST + 1)
        return select(func.count()).select_from(capped.subquery()).scalar_subquery()

    row = db.session.execute(select(*(count(wanted) for wanted in BOXES.values()))).one()
    return dict(zip(BOXES, row, strict=True))


def inbox(who: Who, now: datetime, box: str = "all") -> list[Told]:
    """Of a tab: unread ones first, then the newest."""
    a, al, mine, handler = Application, Alert, AlertRead, aliased(Staff)
    rows = db.session.execute(
        select(
            al.id, al.level, al.breach, al.at, mine.at.label("read_at"), a.number, a.branch_code, a.status, a.basis,
            a.accepted_at, a.due_at, a.name, Staff.name.label("holder"), a.lease_until, al.handled_at,
            handler.name.label("handler"), al.cause, al.comment,
        )
        .join(a, a.id == al.application_id)
        .outerjoin(Staff, Staff.id == a.claimed_by)
        .outerjoin(mine, and_(mine.alert_id == al.id, mine.staff_id == who.staff_id))
        .outerjoin(handler, handler.id == al.handled_by)
        .where(addressed_to(who), BOXES[box])
        .order_by(or_(mine.at.is_not(None), al.handled_at.is_not(None)), al.at.desc(), al.id.desc())
        .limit(SHOWN)
    )  # fmt: skip
    return [told(row, who.branch_code is None, now) for row in rows]


def told(row: Any, apart: bool, now: datetime) -> Told:
    held = row.lease_until is not None and row.lease_until > now
    handled = row.handled_at, row.handler, row.cause, row.comment
    return Told(*row[:11], "" if apart else row.name, row.holder if held and not apart else None, *handled)


def unread(who: Who) -> int:
    """How many alerts this person has not read, and nobody has handled: every page of staff says it."""
    count: int = remembered(("unread", who.role, who.branch_code, who.staff_id), lambda: counted(who))
    return count


def counted(who: Who) -> int:
    mine = exists().where(AlertRead.alert_id == Alert.id, AlertRead.staff_id == who.staff_id)
    new = addressed_to(who), Alert.handled_at.is_(None), ~mine
    return db.session.scalar(select(func.count()).select_from(Alert).where(*new)) or 0


def causes(language: str, day: date) -> dict[str, str]:
    """From which somebody chooses why a term was broken: by code, in the language of the page."""
    rows = sorted(standing("causes", day).items(), key=lambda row: (row[1]["position"], row[0]))
    return {code: values["name"][language] for code, values in rows}


def cause_words(language: str) -> dict[str, str]:
    """Of every cause that there ever was, for an alert keeps the one that it was handled with."""
    return {row.key: row.values["name"][language] for row in published("causes") if row.values}
