"""The published lists: which there are, a page of one, where a number stands in it, its file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from housing.law.register_moves import Shift
from housing.queries.register.place import bind_moment
from housing.queries.register.place_history import list_standings
from housing.queries.register.register_counts import LOCAL
from housing.storage.extensions import execute_core
from housing.storage.models import PublishedList, PublishedMonth, PublishedPart, RegisterEntry, RegisterMovement

#: Letters of a moment, to its seconds; what stands between a line and its key.
SECONDS, BETWEEN = 19, ";"
L, P, M = PublishedList, PublishedPart, RegisterMovement


@dataclass(frozen=True, slots=True)
class ListOfMonth:
    """A published list. `changes`: what came and left since the end of the month before, by cause."""

    id: int
    settlement: str
    list_code: str
    month: str
    entries: int
    changes: tuple[Shift, ...]
    sha256: str
    signed: bool
    published_at: datetime


class ListKey(NamedTuple):
    """One list of one settlement."""

    settlement: str
    list_code: str


COLUMNS = (
    L.id,
    L.settlement,
    L.list_code,
    L.month,
    L.entries,
    L.changes,
    L.sha256,
    (func.length(L.signature) > 0).label("signed"),
    L.published_at,
)
OF_LIST = L.settlement == bindparam("settlement"), L.list_code == bindparam("list_code")
OF_MONTH = select(*COLUMNS).where(*OF_LIST, L.month == bindparam("month"))
MONTHS = select(L.month).where(*OF_LIST).order_by(L.month.desc())


def list_published_months(key: ListKey) -> list[str]:
    """Newest first."""
    return [row.month for row in execute_core(MONTHS, key._asdict())]


def load_newest_month(key: ListKey) -> str | None:
    """Of that list; None: none is published yet."""
    return next(iter(list_published_months(key)), None)


def load_published(key: ListKey, month: str) -> ListOfMonth | None:
    row = execute_core(OF_MONTH, {**key._asdict(), "month": month}).first()
    if row is None:
        return None
    given = row._asdict()
    changes = tuple(Shift(str(cause), int(sign), int(entries)) for cause, sign, entries in given.pop("changes"))
    return ListOfMonth(**{**given, "signed": bool(row.signed)}, changes=changes)


def list_published_lists(month: str) -> list[tuple[ListKey, int]]:
    """Every list of a month, with how many stand in it."""
    rows = execute_core(
        select(L.settlement, L.list_code, L.entries).where(L.month == bindparam("month")), {"month": month}
    )
    return [(ListKey(row.settlement, row.list_code), row.entries) for row in rows]


def load_last_month() -> str | None:
    """The last month whose lists are all published."""
    return execute_core(select(func.max(PublishedMonth.month))).scalar()  # type: ignore[no-any-return]


PART_AT = (
    select(P.lines)
    .where(P.list_id == bindparam("list_id"), P.first_place <= bindparam("place"))
    .order_by(P.first_place.desc())
    .limit(1)
)
PART_OF_KEY = (
    select(P.lines)
    .where(P.list_id == bindparam("list_id"), P.first_registered_at <= bind_moment("registered_at"))
    .order_by(P.first_place.desc())
    .limit(2)
)
PARTS = select(P.lines).where(P.list_id == bindparam("list_id")).order_by(P.first_place)
SIGNATURE = select(L.signature).where(L.id == bindparam("list_id"))


def load_part(list_id: int, place: int) -> bytes:
    """The lines of the part in which that place is; nothing where the list is empty."""
    packed = execute_core(PART_AT, {"list_id": list_id, "place": place}).scalar()
    return zlib.decompress(packed) if packed else b""


def iter_parts(list_id: int) -> Iterator[bytes]:
    """The lines of the file, without its head."""
    for row in execute_core(PARTS, {"list_id": list_id}):
        yield zlib.decompress(row.lines)


def load_signature(list_id: int) -> bytes:
    return execute_core(SIGNATURE, {"list_id": list_id}).scalar_one()  # type: ignore[no-any-return]


ENTRY_ID = select(RegisterEntry.id).where(RegisterEntry.number == bindparam("number"))


def list_parts_with(published: ListOfMonth, number: str, ends: datetime) -> list[bytes]:
    """The parts in which the line of that number stands, if it does: by where its entry stood as the month ended."""
    entry = execute_core(ENTRY_ID, {"number": number}).scalar()
    stood = [one for one in list_standings(entry) if one.since < ends <= (one.until or ends)] if entry else []
    here = [one.position for one in stood if one.position[:2] == (published.settlement, published.list_code)]
    if not here:
        return []
    given: dict[str, Any] = {"list_id": published.id, "registered_at": here[0].registered_at}
    return [zlib.decompress(row.lines) for row in execute_core(PART_OF_KEY, given)]


#: As it is kept: text, which nothing makes a moment.
KEPT = func.stored_moment(M.registered_at)
#: A line without its place, and behind it the queue date as it is kept: one text a row, for a million of them.
LINE = M.number + "," + func.datetime(func.substr(KEPT, 1, SECONDS), LOCAL) + BETWEEN + KEPT
AS_OF = (
    select(LINE)
    .where(M.settlement == bindparam("settlement"), M.list_code == bindparam("list_code"), M.at < bind_moment("ends"))
    .group_by(M.registered_at, M.number)
    .having(func.sum(M.sign) > 0)
    .order_by(M.registered_at, M.number)
)
CHANGED = (
    select(M.cause, M.sign, func.count().label("entries"))
    .where(
        M.settlement == bindparam("settlement"),
        M.list_code == bindparam("list_code"),
        M.at >= bind_moment("began"),
        M.at < bind_moment("ends"),
    )
    .group_by(M.cause, M.sign)
    .order_by(func.count().desc(), M.cause)
)
ANY_LIST = select(M.settlement, M.list_code).where(M.at < bind_moment("ends")).distinct()
DONE = select(L.settlement, L.list_code).where(L.month == bindparam("month"))


def iter_list_as_of(key: ListKey, ends: datetime) -> Iterator[str]:
    """Lines of all who stood in the list before a moment, in its order, from the movements alone: number, queue date to
    the second by the clocks of Kazakhstan, and behind BETWEEN the queue date as it is kept.
    """
    return iter(execute_core(AS_OF, {**key._asdict(), "ends": ends}).scalars())


def list_changes_between(key: ListKey, began: datetime, ends: datetime) -> list[Shift]:
    rows = execute_core(CHANGED, {**key._asdict(), "began": began, "ends": ends})
    return [Shift(row.cause, row.sign, row.entries) for row in rows]


def list_unpublished(month: str, ends: datetime) -> list[ListKey]:
    """Lists of that month that are not published yet: all in which anybody has ever stood."""
    done = {ListKey(row.settlement, row.list_code) for row in execute_core(DONE, {"month": month})}
    ever = {ListKey(row.settlement, row.list_code) for row in execute_core(ANY_LIST, {"ends": ends})}
    return sorted(ever - done)
