"""The operators' queue: whose cases, in an order, a page at a time by key, forwards and back; and one of them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Select, and_, bindparam, func, or_, select, text, tuple_

from housing.labels import GENERAL_LIST
from housing.law.lifecycle import DECIDABLE_STATUSES, IN_REVIEW
from housing.law.working_time import local_datetime
from housing.queries.cases.four_eyes import awaits_review_by
from housing.queries.cases.participants import may_take
from housing.queries.cases.queue_filter import ANY, QueueFilter, QueuePageKey, format_page_key
from housing.storage.extensions import UtcDateTime, execute_core
from housing.storage.models import Application, Staff
from housing.storage.models.application import CLOSED_BY, HELD, SILENT, STILL_OPEN, TOLD

#: So many free cases are tried before "there is nothing to take" is said.
MAX_TRIED = 20


class QueueContext(NamedTuple):
    """Who looks and when: the branch, the official and their role, the moment."""

    branch: str | None
    me: int
    role: str
    now: datetime


class QueueRow(NamedTuple):
    """A case in the list. `holder`: who holds a lease that has not run out."""

    id: int
    number: str
    name: str
    iin: str
    basis: str
    settlement: str
    accepted_at: datetime
    due_at: datetime
    status: str
    escalation: int
    holder_id: int | None
    holder: str | None
    lease_until: datetime | None


class QueuePage(NamedTuple):
    """`before`, `following`: the keys of the pages beside this one, or ""."""

    rows: list[QueueRow]
    before: str = ""
    following: str = ""


A = Application
BRANCH = A.branch_code == bindparam("branch")
ME: BindParameter[int] = bindparam("me")
#: The same where another index finds the row: said so that no index of the branch, which holds a million, is taken.
OF_BRANCH = func.coalesce(A.branch_code, "") == bindparam("branch")
NOW = bindparam("now", type_=UtcDateTime)
#: As text, word for word that of the partial indexes: with bound values the database would not see that they fit.
OPEN_NOW, CLOSED_NOW, CLAIMED, WARNED = text(STILL_OPEN), text(CLOSED_BY), text(HELD), text(TOLD)
LEASED = and_(CLAIMED, A.lease_until > NOW)
UNHELD = or_(A.claimed_by.is_(None), A.lease_until <= NOW)
FREE = and_(A.status.in_(DECIDABLE_STATUSES), UNHELD)
#: What an official may take next: what is undecided and, of a supervisor, what waits for their second look.
TO_TAKE = or_(FREE, and_(UNHELD, awaits_review_by(ME)))
WHOSE_IS: dict[str, Any] = {
    "mine": and_(OF_BRANCH, LEASED, A.claimed_by == ME),
    "branch": BRANCH,
    "unassigned": and_(BRANCH, FREE),
    "escalated": and_(BRANCH, WARNED),
    "review": and_(BRANCH, A.status == IN_REVIEW),
}
ROWS = select(
    A.id,
    A.number,
    A.name,
    A.iin,
    A.basis,
    A.settlement,
    A.accepted_at,
    A.due_at,
    A.status,
    A.escalation,
    A.claimed_by.label("holder_id"),
    Staff.name.label("holder"),
    A.lease_until,
).outerjoin(Staff, and_(Staff.id == A.claimed_by, A.lease_until > NOW))


def build_conditions(basis: Any, status: Any, category: Any) -> dict[str, Any]:
    """The filters by their names. The columns are given, for not in every order of the list may an index find them."""
    silent = text(SILENT)
    return {
        "basis": basis == bindparam("basis"),
        "status": status == bindparam("status"),
        "category": category == bindparam("category"),
        "no category": or_(A.category.is_(None), A.category == ""),
        "any trouble": silent,
        "trouble": and_(silent, func.instr(A.silent_sources, bindparam("trouble")) > 0),
        "before": A.due_at < bindparam("before", type_=UtcDateTime),
        "holder": and_(LEASED, A.claimed_by == bindparam("holder")),
    }


FILTERS = build_conditions(A.basis, A.status, A.category)
#: Where another index has fewer rows, or the order of acceptance: said so that none of these three is taken.
FILTERS_ASIDE = build_conditions(*(func.coalesce(column, "") for column in (A.basis, A.status, A.category)))


def choose_conditions(whose: str, filters: tuple[str, ...], sort: str) -> list[Any]:
    """The conditions of the filters, so that SQLite, which has no statistics, finds the rows by the best index."""
    aside = sort.endswith("accepted") or whose == "escalated" or not {"trouble", "any trouble"}.isdisjoint(filters)
    return [(FILTERS_ASIDE if aside else FILTERS)[name] for name in filters]


def build_filters(queue_filter: QueueFilter) -> dict[str, Any]:
    """The filters that are set, by their names above, with what each compares with."""
    any_trouble, general = queue_filter.trouble == ANY, queue_filter.list == GENERAL_LIST
    ends = local_datetime(queue_filter.before + timedelta(days=1), time()) if queue_filter.before else None
    wanted = {
        "basis": queue_filter.basis,
        "status": queue_filter.status,
        "category": "" if general else queue_filter.list,
        "no category": general,
        "any trouble": any_trouble,
        "trouble": f",{queue_filter.trouble}," if queue_filter.trouble and not any_trouble else "",
        "before": ends,
        "holder": queue_filter.holder,
    }
    return {name: value for name, value in wanted.items() if value}


@lru_cache(maxsize=256)
def select_page(whose: str, filters: tuple[str, ...], closed: bool, sort: str, way: str) -> Select[*tuple[Any, ...]]:
    """The statement of a combination of filters, built once. `way`: first, after or until a row."""
    wanted = ROWS.where(*choose_conditions("" if closed else whose, filters, sort))
    wanted = wanted.where(CLOSED_NOW, BRANCH) if closed else wanted.where(OPEN_NOW, WHOSE_IS[whose])
    column = A.accepted_at if sort.endswith("accepted") else A.due_at
    downwards = sort.startswith("-") != (way == "until")
    if way != "first":
        key, edge = tuple_(column, A.id), tuple_(bindparam("edge", type_=UtcDateTime), bindparam("edge_id"))
        wanted = wanted.where(key < edge if downwards else key > edge)
    order = (column.desc(), A.id.desc()) if downwards else (column, A.id)
    return wanted.order_by(*order).limit(bindparam("most"))


def load_queue_page(context: QueueContext, queue_filter: QueueFilter) -> QueuePage:
    """A page of the queue."""
    way = "after" if queue_filter.after else "until" if queue_filter.until else "first"
    filters = build_filters(queue_filter)
    statement = select_page(queue_filter.whose, tuple(filters), queue_filter.is_closed, queue_filter.sort, way)
    edge = queue_filter.after or queue_filter.until
    bounds = {"edge": edge.at, "edge_id": edge.id} if edge else {"edge": None, "edge_id": None}
    rows = list_rows(statement, context, **filters, **bounds, most=queue_filter.rows + 1)
    more, rows = len(rows) > queue_filter.rows, rows[: queue_filter.rows]
    if way == "until":
        rows.reverse()
    if not rows:
        return QueuePage([])
    before, following = (way == "after", more) if way != "until" else (more, True)
    by = "accepted_at" if queue_filter.sort.endswith("accepted") else "due_at"
    return QueuePage(
        rows,
        format_page_key(row_key(rows[0], by)) if before else "",
        format_page_key(row_key(rows[-1], by)) if following else "",
    )


def row_key(row: QueueRow, by: str) -> QueuePageKey:
    return QueuePageKey(getattr(row, by), row.id)


def list_rows(statement: Select[*tuple[Any, ...]], context: QueueContext, **values: Any) -> list[QueueRow]:
    """The rows of a statement whose other values are bound by name; a value that it does not name is left aside."""
    given = {"branch": context.branch, "me": context.me, "now": context.now, **values}
    return [QueueRow._make(row) for row in execute_core(statement, given).all()]


def load_row(context: QueueContext, number: str) -> QueueRow | None:
    """The branch's case of that number; None where there is none."""
    rows = list_rows(NUMBERED, context, number=number)
    return rows[0] if rows else None


def load_rows_by_number(context: QueueContext, numbers: list[str]) -> dict[str, QueueRow]:
    """The branch's cases of those numbers, by number."""
    return {row.number: row for row in list_rows(NUMBERED_AMONG, context, numbers=numbers)}


def list_free_cases(context: QueueContext) -> list[QueueRow]:
    """What this official may take next, most urgent first."""
    return list_rows(NEXT, context, tried=MAX_TRIED)


NUMBERED = ROWS.where(OF_BRANCH, A.number == bindparam("number"))
NUMBERED_AMONG = ROWS.where(OF_BRANCH, A.number.in_(bindparam("numbers", expanding=True)))
NEXT = ROWS.where(OPEN_NOW, BRANCH, TO_TAKE, may_take(ME)).order_by(A.due_at, A.id).limit(bindparam("tried"))
