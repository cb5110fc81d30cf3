"""Inventories as officials and the public read them: which there are, how far each is, which entries stand where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, func, or_, select

from housing.law.inventory import NOT_REACHED, QUARTER_DAYS, TO_LOOK_AT
from housing.queries.register.inventory_check import select_holder_then
from housing.queries.register.inventory_work import InventoryScope, count_due_entries
from housing.storage.extensions import db, execute_core
from housing.storage.models import Application, Inventory, InventoryCheck, RegisterEntry

N, C, E, A = Inventory, InventoryCheck, RegisterEntry, Application
PAGE = 50


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """As in the model. `result`: as it was at the end; None: it goes on."""

    id: int
    name: str
    branch_code: str | None
    settlement: str
    list_code: str
    checked_before: datetime
    starts_on: date
    ends_on: date
    pace: int
    made_at: datetime
    filled_at: datetime | None
    elsewhere: int
    stopped_at: datetime | None
    ended_at: datetime | None
    result: dict[str, int] | None


class InventoryProgress(NamedTuple):
    """Entries by state, of closed ones by outcome: codes of `law.inventory`."""

    counts: Counter[str]

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def to_look_at(self) -> int:
        return sum(self.counts[state] for state in TO_LOOK_AT)

    @property
    def not_reached(self) -> int:
        return sum(self.counts[outcome] for outcome in NOT_REACHED)

    @property
    def still_open(self) -> int:
        return sum(self.counts[state] for state in ("waiting", "silent_now", "asked", "proposed")) + self.to_look_at

    @property
    def settled(self) -> int:
        return self.total - self.still_open - self.not_reached


class EndedInventory(NamedTuple):
    """What is published of an inventory: numbers alone."""

    row: InventoryRow
    progress: InventoryProgress


COLUMNS = tuple(getattr(N, name) for name in InventoryRow.__dataclass_fields__)
VISIBLE = or_(bindparam("branch") == "", N.branch_code.is_(None), N.branch_code == bindparam("branch"))
ALL = select(*COLUMNS).where(VISIBLE).order_by(N.id.desc()).limit(200)
ONE = select(*COLUMNS).where(VISIBLE, N.id == bindparam("id"))
ENDED = (
    select(*COLUMNS).where(N.ended_at.is_not(None)).order_by(N.ended_at.desc(), N.id.desc()).limit(bindparam("most"))
)


def list_visible_inventories(branch: str | None) -> list[InventoryRow]:
    """Newest first: of the country, and of this branch or of all (None)."""
    return [InventoryRow(**row._asdict()) for row in execute_core(ALL, {"branch": branch or ""})]


def load_inventory(inventory_id: int, branch: str | None) -> InventoryRow | None:
    row = execute_core(ONE, {"branch": branch or "", "id": inventory_id}).first()
    return InventoryRow(**row._asdict()) if row else None


def list_ended_inventories(most: int) -> list[EndedInventory]:
    """For everybody: the last ones that have ended, as they stood then (Law, article 71(6))."""
    rows = [InventoryRow(**row._asdict()) for row in execute_core(ENDED, {"most": most})]
    return [EndedInventory(row, InventoryProgress(Counter(row.result))) for row in rows]


COUNTED = (
    select(C.state, C.outcome, func.count().label("entries"))
    .where(C.inventory_id == bindparam("id"))
    .group_by(C.state, C.outcome)
)
#: Of those that wait, whose base was silent when it was asked.
SILENT = select(func.count()).where(C.inventory_id == bindparam("id"), C.state == "waiting", C.silent != "")


def load_progress(inventory_id: int) -> InventoryProgress:
    """As it is now, also after its end: officials go on with their list."""
    rows = execute_core(COUNTED, {"id": inventory_id})
    counts = Counter({row.outcome or row.state: row.entries for row in rows})
    if counts["waiting"]:
        counts["silent_now"] = execute_core(SILENT, {"id": inventory_id}).scalar_one()
        counts["waiting"] -= counts["silent_now"]
    return InventoryProgress(+counts)


class CheckRow(NamedTuple):
    """An entry in an inventory. `found`: keys of what speaks against it."""

    id: int
    number: str
    name: str
    settlement: str
    state: str
    outcome: str
    answer: str
    answer_by: date | None
    silent: str
    found: list[str]


ROWS = (
    select(C.id, C.state, C.outcome, C.answer, C.answer_by, C.silent, C.found, E.number, E.settlement, A.name)
    .select_from(C)
    .join(E, E.id == C.entry_id)
    .join(A, A.id == select_holder_then())
    .where(C.inventory_id == bindparam("inventory"), C.id > bindparam("after"))
    .where(or_(bindparam("branch") == "", A.branch_code == bindparam("branch")))
    .order_by(C.id)
    .limit(bindparam("most"))
)
BY_STATE = ROWS.where(C.state == bindparam("state"), C.outcome == bindparam("outcome"))


def list_checks(inventory_id: int, code: str, branch: str | None, after: int = 0) -> tuple[list[CheckRow], int]:
    """A page of those whose state or outcome is this code, and where the next page begins; 0: there is none."""
    waits = code in ("waiting", "silent_now")
    state = "waiting" if waits else code if code in OPEN_STATES else "closed"
    given: dict[str, Any] = {"inventory": inventory_id, "after": after, "branch": branch or "", "most": PAGE + 1}
    wanted = BY_STATE.where(C.silent != "" if code == "silent_now" else C.silent == "") if waits else BY_STATE
    rows = execute_core(wanted, {**given, "state": state, "outcome": code if state == "closed" else ""}).all()
    found = [CheckRow(**{**row._asdict(), "found": [ground for ground, _ in row.found or ()]}) for row in rows[:PAGE]]
    return found, found[-1].id if len(rows) > PAGE else 0


OPEN_STATES = ("waiting", "asked", "proposed", *TO_LOOK_AT)


def count_quarter_due(branch: str | None, now: datetime) -> int:
    """How many of what this reader sees are due, where no inventory of all that goes on; else 0."""
    whole = N.settlement == "", N.list_code == "", N.ended_at.is_(None)
    own = or_(N.branch_code.is_(None), N.branch_code == branch) if branch else N.branch_code.is_(None)
    if db.session.scalar(select(exists().where(*whole, own))):
        return 0
    return count_due_entries(InventoryScope(branch, "", "", now - timedelta(days=QUARTER_DAYS)))
