"""The sidebar of the queue: how many cases each tab holds, what a filter offers, and what has happened meanwhile."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, String, bindparam, cast, exists, func, literal, null, select, union_all

from housing.law.lifecycle import MOVES
from housing.queries.cases.inbox import addressed_to
from housing.queries.cases.queue import OF_BRANCH, OPEN_NOW, WHOSE_IS, QueueContext
from housing.queries.cases.queue_filter import WHOSE
from housing.storage.extensions import execute_core
from housing.storage.models import Alert, AlertRead, Application, Event, SavedFilter, Staff
from housing.storage.query_cache import cached_query
from housing.text.alphabet import order_key

#: Beyond this a count says "more than"; to count further would cost more than it tells.
MAX_COUNT = 1000
#: What happens to a list while somebody looks at it, by the kind of event.
NEW = (MOVES["submit"].audit, MOVES["renew"].audit)
TAKEN = ("case.claimed", "case.assigned")
GONE = tuple(MOVES[name].audit for name in ("register", "refuse", "withdraw", "annul"))

UPDATE_EVENTS = NEW + TAKEN + GONE


class AlertReader(NamedTuple):
    """Who reads alerts, as the inbox asks for them."""

    role: str
    branch_code: Any
    staff_id: Any


class QueueCounts(NamedTuple):
    """`tabs`: cases by tab, counted up to MOST + 1; `unread`: alerts; `latest`: the last event of the journal."""

    tabs: dict[str, int]
    unread: int
    latest: int


class StaffOption(NamedTuple):
    """An official who may hold a case."""

    id: int
    name: str


class SavedFilterLink(NamedTuple):
    """`query`: as it stands in an address."""

    id: int
    name: str
    query: str


class DecidedCase(NamedTuple):
    """A case on which work has just ended."""

    number: str
    status: str


class Sidebar(NamedTuple):
    """`staff`: who may hold a case; `saved`: the official's own filters; `decided`: None where nothing just was."""

    staff: list[StaffOption]
    saved: list[SavedFilterLink]
    decided: DecidedCase | None


class QueueUpdates(NamedTuple):
    """Since a page was shown: cases that came, that colleagues took, that were decided or withdrawn."""

    new: int
    taken: int
    gone: int


@lru_cache(maxsize=8)
def select_counts(role: str, most: int) -> Any:
    def count(whose: str) -> Any:
        capped = select(literal(1)).select_from(Application).where(OPEN_NOW, WHOSE_IS[whose]).limit(most + 1)
        if whose == "escalated":  # in the order of their own index: else one of all open ones is taken
            capped = capped.order_by(Application.due_at, Application.id)
        return select(func.count()).select_from(capped.subquery()).scalar_subquery()

    reads = addressed_to(AlertReader(role, bindparam("branch"), bindparam("me")))
    by_me = exists().where(AlertRead.alert_id == Alert.id, AlertRead.staff_id == bindparam("me"))
    cases = func.count(Alert.application_id.distinct())
    unread = select(cases).where(reads, Alert.handled_at.is_(None), ~by_me).scalar_subquery()
    latest = select(func.max(Event.id)).scalar_subquery()
    return select(*(count(whose).label(whose) for whose in WHOSE), unread.label("unread"), latest.label("latest"))


def load_counts(context: QueueContext) -> QueueCounts:
    """Leases that run out are seen within the minute."""
    minute = context.now.replace(second=0, microsecond=0)
    found: QueueCounts = cached_query(("counts", *context[:3], minute), lambda: query_counts(context))
    return found


def query_counts(context: QueueContext) -> QueueCounts:
    given = {"branch": context.branch, "me": context.me, "now": context.now}
    row = execute_core(select_counts(context.role, MAX_COUNT), given).one()
    return QueueCounts({whose: getattr(row, whose) for whose in WHOSE}, row.unread, row.latest or 0)


STAFF = select(literal("staff").label("what"), Staff.id, Staff.name, null().label("detail")).where(
    Staff.branch_code == bindparam("branch"), Staff.active, Staff.role.in_(("operator", "supervisor"))
)
SAVED = select(literal("saved"), SavedFilter.id, SavedFilter.name, SavedFilter.query).where(
    SavedFilter.staff_id == bindparam("me")
)
DECIDED = select(literal("decided"), Application.id, cast(Application.number, String), Application.status).where(
    OF_BRANCH, Application.number == bindparam("done")
)
#: `detail`: of a filter its query, of a case its status; the columns are called as in the first part.
SIDEBAR: CompoundSelect[*tuple[Any, ...]] = union_all(STAFF, SAVED)
#: Apart, for what reads applications ends with every write to one.
SIDEBAR_AFTER_DECISION: CompoundSelect[*tuple[Any, ...]] = union_all(STAFF, SAVED, DECIDED)


def load_sidebar(context: QueueContext, done: str = "") -> Sidebar:
    """`done`: the number of a case that was just decided."""
    found: Sidebar = cached_query(("around", context.branch, context.me, done), lambda: query_sidebar(context, done))
    return found


def query_sidebar(context: QueueContext, done: str) -> Sidebar:
    given = {"branch": context.branch, "me": context.me, "done": done}
    rows = sorted(
        execute_core(SIDEBAR_AFTER_DECISION if done else SIDEBAR, given), key=lambda row: order_key(str(row.name))
    )
    return Sidebar(
        [StaffOption(row.id, row.name) for row in rows if row.what == "staff"],
        [SavedFilterLink(row.id, row.name, row.detail) for row in rows if row.what == "saved"],
        next((DecidedCase(row.name, row.detail) for row in rows if row.what == "decided"), None),
    )


UPDATES = (
    select(Event.kind, func.count().label("times"))
    .join(Application, Application.id == Event.application_id)
    .where(Event.id > bindparam("seen"), Event.kind.in_(UPDATE_EVENTS), OF_BRANCH, Event.actor != bindparam("login"))
    .group_by(Event.kind)
)


def load_updates(context: QueueContext, login: str, seen: int) -> QueueUpdates:
    """What others did in the branch since that event of the journal."""
    rows = execute_core(UPDATES, {"branch": context.branch, "login": login, "seen": seen})
    by_kind = {row.kind: row.times for row in rows}
    return QueueUpdates(*(sum(by_kind.get(kind, 0) for kind in kinds) for kinds in (NEW, TAKEN, GONE)))
