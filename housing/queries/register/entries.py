"""The register as officials read it: one list of a settlement in its order, page by page, and who left it.

A place is counted, never stored: that of a page's first row by the one query of places, the others follow it. Where a
row stood at the end of last month is its place now less what moved before it since.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select, text, tuple_

from housing.law.register_moves import CAME, LEFT, Shift
from housing.law.working_time import ALMATY, local_datetime
from housing.queries.journal.kept_counts import may_ask_counts
from housing.queries.register.entry_filter import EntryFilter, EntryKey, format_entry_key
from housing.queries.register.place import QueuePosition, bind_moment, count_place
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.storage.extensions import UtcDateTime, execute_core
from housing.storage.models import Application, Complaint, RegisterEntry, RegisterMovement

#: Rows of a page, and of a lot of a file.
PAGE, LOT = 50, 2000
A, E, M = Application, RegisterEntry, RegisterMovement
SAME = and_(E.settlement == bindparam("settlement"), E.list_code == bindparam("list_code"))
STANDS = E.annulled_at.is_(None)
#: Word for word as the partial indexes have it.
HAS_LEFT = text("register_entry.annulled_at IS NOT NULL")
LAST_CAUSE = select(M.cause).where(M.entry_id == E.id, M.sign == LEFT).order_by(M.id.desc()).limit(1).scalar_subquery()
COMPLAINED = exists().where(Complaint.application_id == E.application_id, Complaint.state == "open")
ROWS = select(
    E.id,
    E.application_id,
    E.number,
    A.name,
    A.iin,
    E.settlement,
    E.list_code,
    E.category_declared,
    E.registered_at,
    E.annulled_at.label("left_at"),
    LAST_CAUSE.label("left_by"),
    COMPLAINED.label("complained"),
).join(A, A.id == E.application_id)


class EntryRow(NamedTuple):
    """An entry in a list. `left_at`, `left_by`: when and by what cause it left; None: it stands."""

    id: int
    application_id: int
    number: str
    name: str
    iin: str
    settlement: str
    list_code: str
    category_declared: str | None
    registered_at: datetime
    left_at: datetime | None
    left_by: str | None
    complained: bool

    @property
    def position(self) -> QueuePosition:
        return QueuePosition(self.settlement, self.list_code, self.registered_at, self.number)

    @property
    def key(self) -> tuple[datetime, str]:
        """Of the order within a list."""
        return self.registered_at, self.number


class PlacedRow(NamedTuple):
    """`place_before`: where it stood at the end of last month; None: it did not stand there yet."""

    row: EntryRow
    place: int | None
    place_before: int | None


class EntryPage(NamedTuple):
    """`following`: the key of the page after this one, or ""."""

    rows: list[PlacedRow]
    following: str = ""


@lru_cache(maxsize=8)
def select_entries(stands: bool, first: bool) -> Select[*tuple[Any, ...]]:
    """Who stands in the order of the list, who left the last one first; the first page, or what comes after a row."""
    moment = E.registered_at if stands else E.annulled_at
    days = moment >= bind_moment("first"), moment < bind_moment("end")
    wanted = ROWS.where(SAME, STANDS if stands else HAS_LEFT, *days)
    if not first:
        key, edge = tuple_(moment, E.number), tuple_(bindparam("edge", type_=UtcDateTime), bindparam("edge_number"))
        wanted = wanted.where(key > edge if stands else key < edge)
    order = (moment, E.number) if stands else (moment.desc(), E.number.desc())
    return wanted.order_by(*order).limit(bindparam("most"))


def load_entry_page(asked: EntryFilter, now: datetime) -> EntryPage:
    """A page of one list."""
    found = list_entry_rows(asked, PAGE + 1)
    rows = found[:PAGE]
    placed = place_rows(rows, now) if rows and asked.stands else [PlacedRow(row, None, None) for row in rows]
    return EntryPage(placed, format_entry_key(edge_of(rows[-1])) if len(found) > PAGE else "")


def list_entry_rows(asked: EntryFilter, most: int) -> list[EntryRow]:
    given = {**list_of(asked), **bounds_of(asked), "most": most}
    if asked.after:
        given |= {"edge": asked.after.at, "edge_number": asked.after.number}
    return [EntryRow._make(row) for row in execute_core(select_entries(asked.stands, not asked.after), given)]


def edge_of(row: EntryRow) -> EntryKey:
    return EntryKey(row.left_at or row.registered_at, row.number)


def list_of(asked: EntryFilter) -> dict[str, Any]:
    return {"settlement": asked.settlement, "list_code": asked.list}


def bounds_of(asked: EntryFilter) -> dict[str, datetime]:
    """Whole days of Almaty."""
    last = asked.last or date(9999, 1, 1)
    return {
        "first": local_datetime(asked.first or date(2000, 1, 1)),
        "end": local_datetime(last + timedelta(days=1)),
    }


def month_start(now: datetime) -> datetime:
    return local_datetime(now.astimezone(ALMATY).date().replace(day=1))


def place_rows(rows: list[EntryRow], now: datetime) -> list[PlacedRow]:
    """One after another in a list, nobody left out between them."""
    first, since = rows[0], month_start(now)
    place = count_place(first.position, may_ask_counts(REGISTER_COUNTS.name)).number
    moved = list_changes(first, rows[-1], since)
    keys, sums = [key for key, _ in moved], [0, *accumulate(sign for _, sign in moved)]
    came = {key for key, sign in moved if sign > 0}
    return [
        PlacedRow(row, nth, None if row.key in came else nth - sums[bisect_left(keys, row.key)])
        for nth, row in enumerate(rows, place)
    ]


MOVED = and_(
    M.settlement == bindparam("settlement"), M.list_code == bindparam("list_code"), M.at >= bind_moment("since")
)
KEY = tuple_(M.registered_at, M.number)
TO_LAST = tuple_(bindparam("last", type_=UtcDateTime), bindparam("last_number")) >= KEY
BEFORE_FIRST = tuple_(bindparam("first", type_=UtcDateTime), bindparam("first_number")) > KEY
CHANGES = (
    select(M.registered_at, M.number, func.sum(M.sign).label("sign"))
    .where(MOVED, TO_LAST, ~BEFORE_FIRST)
    .group_by(M.registered_at, M.number)
    .order_by(M.registered_at, M.number)
)
#: The same as BEFORE_FIRST, in the words that SQLite takes less time over: a month of a long list is 45,000 movements.
FIRST: Any = bind_moment("first")
FIRST_NUMBER: Any = bindparam("first_number")
EARLIER = and_(M.registered_at <= FIRST, or_(M.registered_at < FIRST, M.number < FIRST_NUMBER))
CHANGE_BEFORE = select(func.coalesce(func.sum(M.sign), 0)).where(MOVED, EARLIER)


def list_changes(first: EntryRow, last: EntryRow, since: datetime) -> list[tuple[tuple[datetime, str], int]]:
    """What changed since then at each key up to the last row; all that lies before the first one stands as one."""
    given = {
        "settlement": first.settlement,
        "list_code": first.list_code,
        "since": since,
        "first": first.registered_at,
        "first_number": first.number,
        "last": last.registered_at,
        "last_number": last.number,
    }
    before = execute_core(CHANGE_BEFORE, given).scalar_one()
    changed = [((row.registered_at, row.number), row.sign) for row in execute_core(CHANGES, given)]
    return [((datetime.min.replace(tzinfo=ALMATY), ""), before), *changed]


MONTH = (
    select(M.cause, M.sign, func.count().label("entries"))
    .where(MOVED)
    .group_by(M.cause, M.sign)
    .order_by(func.count().desc(), M.cause)
)


class ListCounts(NamedTuple):
    """Of a list: how many stand, and what came and left in this month, by cause."""

    total: int
    shifts: list[Shift]

    @property
    def came(self) -> int:
        return sum(shift.entries for shift in self.shifts if shift.sign == CAME)

    @property
    def left(self) -> int:
        return sum(shift.entries for shift in self.shifts if shift.sign == LEFT)


def load_list_counts(asked: EntryFilter, now: datetime) -> ListCounts:
    nobody = QueuePosition(asked.settlement, asked.list, now, "")
    total = count_place(nobody, may_ask_counts(REGISTER_COUNTS.name)).total
    rows = execute_core(MONTH, {**list_of(asked), "since": month_start(now)})
    return ListCounts(total, [Shift(row.cause, row.sign, row.entries) for row in rows])


def iter_entries(asked: EntryFilter) -> Iterator[EntryRow]:
    """All of the filter, in the order of its pages, a lot at a time."""
    rest = asked._replace(after=None)
    while rows := list_entry_rows(rest, LOT):
        yield from rows
        rest = rest._replace(after=edge_of(rows[-1]))
