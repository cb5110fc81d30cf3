"""The journal to read: newest first, a page at a time by key, by what happened, who did it, when, about which case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, bindparam, select, tuple_
from sqlalchemy.orm import aliased

from housing.law.working_time import ALMATY, DAY
from housing.storage.extensions import UtcDateTime, db
from housing.storage.models import Application, ChainCheck, Event, Staff
from housing.text.alphabet import order_key

PAGE = 50
#: So many rows a file holds at most, read so many at a time.
MAX_ROWS, BATCH_SIZE = 20_000, 1000


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What is wanted; "" and None: any. Days of Almaty, both counted. `after`: the last row before."""

    kind: str = ""
    actor: str = ""
    number: str = ""
    since: date | None = None
    until: date | None = None
    after: PageKey | None = None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """`name`, `role`, `branch`: of the official behind `actor`; None where it is none. No personal data of citizens."""

    id: int
    at: datetime
    kind: str
    actor: str
    name: str | None
    role: str | None
    branch: str | None
    number: str | None
    detail: dict[str, Any]
    hash: str


class JournalPage(NamedTuple):
    """`following`: the key of the next page, or None."""

    rows: list[JournalRow]
    following: str | None


class Actor(NamedTuple):
    """An official whose name may stand in the journal."""

    login: str
    name: str


class LastChainCheck(NamedTuple):
    """When the chain was last walked whole, over how many rows, and where it broke (None: it holds)."""

    at: datetime
    checked: int
    broken_at: int | None


def start_of_day(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), ALMATY)


def filter_conditions(sought: EventFilter) -> Iterator[ColumnElement[bool]]:
    e = Event
    if sought.kind:
        yield e.kind == sought.kind
    if sought.actor:
        yield e.actor == sought.actor
    if sought.number:
        yield e.application_id == select(Application.id).where(Application.number == sought.number).scalar_subquery()
    if sought.since:
        yield e.at >= start_of_day(sought.since)
    if sought.until:
        yield e.at < start_of_day(sought.until + DAY)
    if sought.after:
        last = sought.after
        yield tuple_(e.at, e.id) < tuple_(bindparam("before", last.at, UtcDateTime), last.id)


def list_journal_rows(sought: EventFilter, most: int) -> list[JournalRow]:
    e, official = Event, aliased(Staff)
    rows = db.session.execute(
        select(
            e.id,
            e.at,
            e.kind,
            e.actor,
            official.name,
            official.role,
            official.branch_code.label("branch"),
            Application.number,
            e.detail,
            e.hash,
        )
        .outerjoin(official, official.login == e.actor)
        .outerjoin(Application, Application.id == e.application_id)
        .where(*filter_conditions(sought))
        .order_by(e.at.desc(), e.id.desc())
        .limit(most)
    )
    return [JournalRow(**row._asdict()) for row in rows]


def load_journal_page(sought: EventFilter) -> JournalPage:
    """A page."""
    rows = list_journal_rows(sought, PAGE + 1)
    return JournalPage(rows[:PAGE], format_page_key(rows[PAGE - 1]) if len(rows) > PAGE else None)


def iter_journal_rows(sought: EventFilter) -> Iterator[JournalRow]:
    """All of them, MOST at the most, newest first."""
    left, rest = MAX_ROWS, replace(sought, after=None)
    while rows := list_journal_rows(rest, min(BATCH_SIZE, left)):
        yield from rows
        left, rest = left - len(rows), replace(rest, after=PageKey(rows[-1].at, rows[-1].id))
        if len(rows) < BATCH_SIZE or not left:
            return


class PageKey(NamedTuple):
    """The last row of a page that is read newest first; the page after it is asked for by this."""

    at: datetime
    id: int


class KeyedRow(Protocol):
    """A row of a list that is read newest first."""

    @property
    def id(self) -> int: ...
    @property
    def at(self) -> datetime: ...


def format_page_key(row: KeyedRow) -> str:
    """By which the page after this row is asked for."""
    return f"{int(row.at.timestamp() * 1_000_000)}-{row.id}"


def parse_page_key(sent: str) -> PageKey | None:
    """What `format_page_key` wrote; None for anything else."""
    found = re.fullmatch(r"([0-9]{1,16})-([0-9]{1,15})", sent)
    if not found:
        return None
    seconds, micros = divmod(int(found[1]), 1_000_000)
    return PageKey(datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros), int(found[2]))


def list_actors() -> list[Actor]:
    """Every official, also of one who has left, by name."""
    rows = [Actor(login, name) for login, name in db.session.execute(select(Staff.login, Staff.name))]
    return sorted(rows, key=lambda one: (order_key(one.name), one.login))


def load_last_event_time() -> datetime | None:
    """Of the last row of the journal; None where there is none."""
    last: datetime | None = db.session.scalar(select(Event.at).order_by(Event.id.desc()).limit(1))
    return last


def load_last_chain_check() -> LastChainCheck | None:
    """None where nobody has walked it yet."""
    c = ChainCheck
    row = db.session.execute(select(c.at, c.checked, c.broken_at).order_by(c.id.desc()).limit(1)).first()
    return LastChainCheck(**row._asdict()) if row else None
