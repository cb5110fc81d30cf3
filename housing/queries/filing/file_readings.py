"""Who looked at a person's file, as the journal has it: by day, and of a day by who it was, never by a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, and_, case, func, select

from housing.law.working_time import ALMATY
from housing.queries.signin.representation import is_visible_to
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Event, RegisterEntry, Staff
from housing.text.typed_days import parse_typed_day

#: Days of a page, of those on which somebody looked.
DAYS = 14
#: Rows that tell of a reading of this person's file; who opens their own is told nothing new.
KINDS = (
    "file.opened",
    "people.searched",
    "helpline.looked_up",
    "register.asked",
    "notice.verified",
    "paper.sent_file_taken",
)
OWN = ("citizen", "family")
#: How a system that asks is written: `api:` and its name.
SYSTEM = "api:"
#: Almaty and all of Kazakhstan (docs/adr/0007): the day of a row.
row_day = func.date(Event.at, "+5 hours").label("day")
row_what = case((Event.kind == "file.opened", func.json_extract(Event.detail, "$.what")), else_=Event.kind).label(
    "what"
)


@dataclass(slots=True)
class DaysReader:
    """Somebody on a day: from when to when, and how often they looked at what (a key of labels.reading_labels).

    `role`: of the official on that day, `system` or `stranger`; "" where the account is gone. `system`: its name.
    """

    role: str
    branch: str
    system: str
    first: datetime
    last: datetime
    looks: dict[str, int] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)


class ReadingDay(NamedTuple):
    """`readers`: in the order in which they began."""

    day: date
    readers: list[DaysReader]


class ReadingsPage(NamedTuple):
    """The newest days first. `following`: the day before which the next page ends, or None."""

    days: list[ReadingDay]
    following: date | None


class Look(NamedTuple):
    """Looks of one actor at one thing on one day."""

    day: str
    actor: str
    what: str
    number: str
    times: int
    first: datetime
    last: datetime


def load_readings_page(who: Who, before: date | None) -> ReadingsPage:
    """Of all that a person sees as theirs (`representation.is_visible_to`)."""
    exports = [one for one in list_exports(who) if before is None or one.day < before.isoformat()]
    days = sorted({*list_days(who, before), *(one.day for one in exports)}, reverse=True)
    shown = days[:DAYS]
    looks = [*list_looks(who, shown), *(one for one in exports if one.day in shown)]
    seats = load_seats({one.actor for one in looks})
    told = [ReadingDay(date.fromisoformat(day), merge_day(day, looks, seats)) for day in shown]
    return ReadingsPage(told, told[-1].day if len(days) > DAYS else None)


def own_rows(who: Who) -> Any:
    """Of this person's applications that were filed."""
    own = select(Application.id).where(is_visible_to(who), Application.number.is_not(None))
    return and_(Event.application_id.in_(own), Event.kind.in_(KINDS), Event.actor.not_in(OWN))


def list_days(who: Who, before: date | None) -> list[str]:
    """One more than a page has, newest first."""
    wanted = select(row_day).distinct().where(own_rows(who))
    if before:
        wanted = wanted.where(row_day < before.isoformat())
    return list(db.session.scalars(wanted.order_by(row_day.desc()).limit(DAYS + 1)))


def list_looks(who: Who, days: list[str]) -> list[Look]:
    counted = func.count().label("times"), func.min(Event.at).label("first"), func.max(Event.at).label("last")
    number = Application.number.label("number")
    rows = db.session.execute(
        select(row_day, Event.actor, row_what, number, *counted)
        .join(Application, Application.id == Event.application_id)
        .where(own_rows(who), row_day.in_(days))
        .group_by(row_day, Event.actor, row_what, number)
    )
    return [Look(**row._asdict()) for row in rows]


def list_exports(who: Who) -> list[Look]:
    """Lists that were taken out as files while this person stood in them, or had left them."""
    e, settlement, list_code = RegisterEntry, json_of("settlement"), json_of("list")
    state, first, last = json_of("state").label("state"), json_of("first").label("first"), json_of("last").label("last")
    rows = db.session.execute(
        select(Event.at, row_day, Event.actor, Application.number, e.registered_at, e.annulled_at, state, first, last)
        .select_from(e)
        .join(Application, Application.id == e.application_id)
        .join(Event, and_(Event.kind == "register.exported", Event.at >= e.registered_at))
        .where(is_visible_to(who), settlement == e.settlement, list_code == e.list_code)
    )
    return [
        Look(row.day, row.actor, "register.exported", row.number, 1, row.at, row.at) for row in rows if was_in_file(row)
    ]


def json_of(name: str) -> Any:
    return func.json_extract(Event.detail, f"$.{name}")


def was_in_file(row: Row[Any]) -> bool:
    """By what the file was asked for: who stood or who had left, and from which day to which."""
    left = row.annulled_at is not None and row.annulled_at <= row.at
    day = (row.annulled_at if left else row.registered_at).astimezone(ALMATY).date()
    first, last = parse_typed_day(row.first or ""), parse_typed_day(row.last or "")
    return bool(left == (row.state == "left") and (first or day) <= day <= (last or day))


class Seats(NamedTuple):
    """Where officials sit: as they are now, and what was before each change, oldest change first."""

    now: dict[str, tuple[str, str]]
    changes: dict[str, list[tuple[datetime, tuple[str, str]]]]

    def at(self, login: str, moment: datetime) -> tuple[str, str]:
        """Role and branch at that moment."""
        before = next((seat for at, seat in self.changes.get(login, ()) if at > moment), None)
        return before or self.now.get(login, ("", ""))


def load_seats(logins: Iterable[str]) -> Seats:
    wanted = sorted(logins)
    rows = db.session.execute(select(Staff.login, Staff.role, Staff.branch_code).where(Staff.login.in_(wanted)))
    now = {row.login: (row.role, row.branch_code or "") for row in rows}
    assigned = select(Event.at, Event.detail).where(Event.kind == "staff.assigned", json_of("login").in_(wanted))
    changes: dict[str, list[tuple[datetime, tuple[str, str]]]] = {}
    for row in db.session.execute(assigned.order_by(Event.id)):
        before = row.detail["before"]
        changes.setdefault(row.detail["login"], []).append((row.at, (before["role"], before["branch"])))
    return Seats(now, changes)


def merge_day(day: str, looks: list[Look], seats: Seats) -> list[DaysReader]:
    """Whoever looked often that day is told once."""
    readers: dict[tuple[str, str, str], DaysReader] = {}
    for one in sorted((look for look in looks if look.day == day), key=lambda look: look.first):
        seat = find_reader(one, seats)
        found = readers.setdefault(seat, DaysReader(*seat, one.first, one.last))
        found.last = max(found.last, one.last)
        found.looks[one.what] = found.looks.get(one.what, 0) + one.times
        found.numbers.add(one.number)
    return list(readers.values())


def find_reader(look: Look, seats: Seats) -> tuple[str, str, str]:
    """Role, branch, and of another system its name."""
    if look.actor.startswith(SYSTEM):
        return "system", "", look.actor.removeprefix(SYSTEM)
    return ("stranger", "", "") if look.actor == "stranger" else (*seats.at(look.actor, look.first), "")


def list_numbers(page: ReadingsPage) -> set[str]:
    """Of the applications that the page is about."""
    return {number for one in page.days for reader in one.readers for number in reader.numbers}
