"""To begin an inventory, to take its entries in, and to end it (Law, article 71(6))."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, case, exists, func, insert, literal, select, text, update

from housing.actions.cases.official import Official
from housing.law.lifecycle import SYSTEM
from housing.queries.reference.settlements import branch_for
from housing.queries.register.inventory_work import (
    DUE_ENTRIES,
    IN_ANY,
    IN_LIST,
    IN_THIS,
    InventoryStep,
    list_missing_entries,
    list_scope_settlements,
    scope_given,
)
from housing.queries.register.place import STANDS, bind_moment
from housing.storage import audit
from housing.storage.models import Inventory, InventoryCheck, RegisterEntry
from housing.storage.models.inventory import OPEN_CHECK
from housing.storage.transaction import DbSession, count_changed, transaction

N, C, E = Inventory, InventoryCheck, RegisterEntry
#: Entries that are taken in, or closed at the end, in one transaction: nobody else can write meanwhile.
LOT = 5_000
#: Entries in an hour, at most.
FASTEST = 20_000
#: Longest name.
LONGEST = 120
OF_LOT = E.id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value))
#: Whom nobody has checked for longest comes first: who was not reached last time is, this time.
TAKE_IN = insert(C.__table__).from_select(
    ["inventory_id", "entry_id", "state", "next_at"],
    select(bindparam("inventory"), E.id, literal("waiting"), E.checked_at)
    .where(OF_LOT, STANDS, E.checked_at < bind_moment("checked_before"), ~IN_ANY, ~IN_THIS)
    .order_by(E.id),
    include_defaults=False,
)
ELSEWHERE = select(func.count()).select_from(E).where(DUE_ENTRIES, IN_ANY, ~IN_THIS)


class InventoryRefused(Exception):
    """Nothing was done. `reason`: settlement (another branch's), days (the last one comes before the first), pace,
    name; over (it has ended already, or is another branch's).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class InventoryPlan(NamedTuple):
    """`settlement`, `list_code` "": all that the official sees. `pace`: entries in an hour; `ends_on`: its last day.

    `unchecked_days`: who was checked within so many days is left out.
    """

    name: str
    settlement: str
    list_code: str
    unchecked_days: int
    starts_on: date
    ends_on: date
    pace: int


def begin_inventory(plan: InventoryPlan, official: Official, now: datetime) -> int:
    """Its number. Of a branch, if the official is of one; else of the country. Raises InventoryRefused."""
    require_plan(plan, official)
    with transaction() as db:
        made = Inventory(
            name=plan.name,
            branch_code=official.branch_code,
            settlement=plan.settlement,
            list_code=plan.list_code,
            checked_before=now - timedelta(days=plan.unchecked_days),
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            pace=plan.pace,
            staff_id=official.staff_id,
            made_at=now,
        )
        db.add(made)
        db.flush()
        audit.record("inventory.begun", official.login, now, None, inventory=made.id, settlement=plan.settlement)
        return int(made.id)


def require_plan(plan: InventoryPlan, official: Official) -> None:
    """Raises InventoryRefused."""
    if not 1 <= len(plan.name) <= LONGEST:
        raise InventoryRefused("name")
    if plan.settlement and official.branch_code not in (None, branch_for(plan.settlement)):
        raise InventoryRefused("settlement")
    if plan.ends_on < plan.starts_on:
        raise InventoryRefused("days")
    if not 1 <= plan.pace <= FASTEST:
        raise InventoryRefused("pace")


def stop_inventory(inventory_id: int, official: Official, now: datetime) -> None:
    """It ends at the next round as on its last day. Raises InventoryRefused: over."""
    running = N.id == inventory_id, N.ended_at.is_(None), N.stopped_at.is_(None)
    own = N.branch_code == official.branch_code if official.branch_code else N.id == inventory_id
    with transaction() as db:
        if not count_changed(db, update(N).where(*running, own).values(stopped_at=now)):
            raise InventoryRefused("over")
        audit.record("inventory.stopped", official.login, now, None, inventory=inventory_id)


def fill_inventory(step: InventoryStep, now: datetime) -> int:
    """Takes in every entry of its scope, settlement by settlement; who was stopped in between goes on from there."""
    taken = 0
    for settlement in list_scope_settlements(step.scope):
        if settlement > step.filled_to:
            entries = list_missing_entries(step, settlement)
            taken += sum(take_in(step, entries[at : at + LOT]) for at in range(0, len(entries), LOT))
            finish_settlement(step, settlement)
    with transaction() as db:
        db.execute(update(N).where(N.id == step.id, N.filled_at.is_(None)).values(filled_at=now))
    return taken


def take_in(step: InventoryStep, entries: list[int]) -> int:
    """Those that still stand, and that nobody has taken in or checked meanwhile."""
    given = {"inventory": step.id, "ids": json.dumps(entries), "checked_before": step.scope.checked_before}
    with transaction() as db:
        return int(db.connection().execute(TAKE_IN, given).rowcount)


def finish_settlement(step: InventoryStep, settlement: str) -> None:
    """Its entries are all in; those that an earlier inventory still looks at are counted."""
    others = ELSEWHERE.where(IN_LIST) if step.scope.list_code else ELSEWHERE
    with transaction() as db:
        given = {**scope_given(step.scope, settlement), "inventory": step.id}
        elsewhere = db.connection().execute(others, given).scalar_one()
        db.execute(
            update(N)
            .where(N.id == step.id, N.filled_to < settlement)
            .values(filled_to=settlement, elsewhere=N.elsewhere + elsewhere)
        )


def may_end(db: DbSession, inventory_id: int) -> bool:
    """Nothing of it is open."""
    return not db.scalar(select(exists().where(C.inventory_id == inventory_id, text(OPEN_CHECK))))


def end_inventory(step: InventoryStep, now: datetime) -> bool:
    """Ends it once its last day is over or everything is settled; False where it goes on.

    Who was not reached until then is closed as such, with the cause. Whoever was asked keeps their term, and what an
    official has to look at stays in the list.
    """
    if step.ended:
        return False
    if step.over:
        while close_unreached(step.id, now):
            pass
    with transaction() as db:
        if not step.over and not may_end(db, step.id):
            return False
        result = count_result(db, step.id)
        ended = update(N).where(N.id == step.id, N.ended_at.is_(None)).values(ended_at=now, result=result)
        if not count_changed(db, ended):
            return False
        audit.record("inventory.ended", SYSTEM, now, None, inventory=step.id, **result)
    return True


def close_unreached(inventory_id: int, now: datetime) -> int:
    waiting = select(C.id).where(C.inventory_id == inventory_id, C.state == "waiting", text(OPEN_CHECK)).limit(LOT)
    why = case((C.silent != "", "silent"), else_="not_asked")
    with transaction() as db:
        closed = {"state": "closed", "outcome": why, "closed_at": now, "next_at": None}
        return count_changed(db, update(C).where(C.id.in_(waiting)).values(**closed))


def count_result(db: DbSession, inventory_id: int) -> dict[str, int]:
    """Entries by state; of closed ones by outcome."""
    rows = db.execute(
        select(C.state, C.outcome, func.count()).where(C.inventory_id == inventory_id).group_by(C.state, C.outcome)
    )
    return {outcome or state: entries for state, outcome, entries in rows}
