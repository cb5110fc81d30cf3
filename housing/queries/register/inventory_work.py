"""What the clock has to do for inventories: entries to take in, bases to ask, people to remind, inventories to end.

Everything is found by an index of what is still open: a register of a million costs no more than what is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, exists, func, or_, select, text

from housing.law.working_time import ALMATY
from housing.queries.reference.settlements import branch_for
from housing.queries.register.place import STANDS, bind_moment
from housing.storage.extensions import execute_core
from housing.storage.models import Inventory, InventoryCheck, RegisterEntry
from housing.storage.models.inventory import OPEN_CHECK

N, C, E = Inventory, InventoryCheck, RegisterEntry
#: So many people at one go, to remind or to close.
BATCH_SIZE = 200


class InventoryScope(NamedTuple):
    """What an inventory covers. `branch_code` None, `settlement` and `list_code` "": all."""

    branch_code: str | None
    settlement: str
    list_code: str
    checked_before: datetime


class InventoryStep(NamedTuple):
    """An inventory that has begun. `paced_at`: up to when its pace is used up; `over`: its last day has passed, or an
    official stopped it.
    """

    id: int
    scope: InventoryScope
    pace: int
    filled_to: str
    filled: bool
    paced_at: datetime | None
    over: bool
    ended: bool


ROWS = select(
    N.id,
    N.branch_code,
    N.settlement,
    N.list_code,
    N.checked_before,
    N.pace,
    N.filled_to,
    N.filled_at,
    N.paced_at,
    N.ends_on,
    N.ended_at,
    N.stopped_at,
).where(or_(N.starts_on <= bindparam("today"), N.stopped_at.is_not(None)))


def list_inventories(now: datetime) -> list[InventoryStep]:
    """Those that have begun, also ended ones: people who were asked in them may still have to be reminded."""
    today = now.astimezone(ALMATY).date()
    return [
        InventoryStep(
            row.id,
            InventoryScope(row.branch_code, row.settlement, row.list_code, row.checked_before),
            row.pace,
            row.filled_to,
            row.filled_at is not None,
            row.paced_at,
            row.ends_on < today or row.stopped_at is not None,
            row.ended_at is not None,
        )
        for row in execute_core(ROWS.order_by(N.id), {"today": today})
    ]


DUE = (
    select(C.id)
    .where(
        C.inventory_id == bindparam("inventory"),
        C.state == bindparam("state"),
        text(OPEN_CHECK),
        C.next_at <= bind_moment("now"),
    )
    .order_by(C.next_at, C.id)
    .limit(bindparam("most"))
)


def list_due_checks(inventory_id: int, state: str, now: datetime, most: int = BATCH_SIZE) -> list[int]:
    """Of an inventory those in this state whose time has come; who has waited longest comes first."""
    given = {"inventory": inventory_id, "state": state, "now": now, "most": most}
    return [row.id for row in execute_core(DUE, given)]


FOLLOWING = select(func.min(E.settlement)).where(E.settlement > bindparam("after"), STANDS)


def list_scope_settlements(scope: InventoryScope) -> list[str]:
    """Settlements in which somebody stands, in the order of their codes; of a branch those that it serves today."""
    if scope.settlement:
        return [scope.settlement]
    return [code for code in iter_settlements() if scope.branch_code in (None, serving(code))]


def iter_settlements() -> Iterator[str]:
    """Each is looked up after the one before: an index is stepped through, not walked."""
    code = ""
    while code := execute_core(FOLLOWING, {"after": code}).scalar_one() or "":
        yield code


def serving(settlement: str) -> str:
    """ "" where no branch does."""
    try:
        return branch_for(settlement)
    except LookupError:
        return ""


DUE_ENTRIES = and_(E.settlement == bindparam("settlement"), STANDS, E.checked_at < bind_moment("checked_before"))
IN_LIST = E.list_code == bindparam("list_code")
COUNT_DUE = select(func.count()).where(DUE_ENTRIES)


def count_due_entries(scope: InventoryScope) -> int:
    """How many of the scope were last checked before its moment: the size of an inventory that would begin now."""
    counted = COUNT_DUE.where(IN_LIST) if scope.list_code else COUNT_DUE
    return sum(
        execute_core(counted, scope_given(scope, settlement)).scalar_one()
        for settlement in list_scope_settlements(scope)
    )


def scope_given(scope: InventoryScope, settlement: str) -> dict[str, Any]:
    """What the statements over a settlement of the scope ask for."""
    return {"settlement": settlement, "list_code": scope.list_code, "checked_before": scope.checked_before}


IN_ANY = exists().where(C.entry_id == E.id, text(OPEN_CHECK))
IN_THIS = exists().where(C.entry_id == E.id, C.inventory_id == bindparam("inventory"))
#: Who is to be taken in: due, in no other inventory that still looks at them, and not yet in this one.
MISSING = and_(DUE_ENTRIES, ~IN_ANY, ~IN_THIS)


def list_missing_entries(step: InventoryStep, settlement: str) -> list[int]:
    """Of a settlement, in the order of their ids: rows beside one another are written beside one another."""
    wanted = select(E.id).where(MISSING, IN_LIST) if step.scope.list_code else select(E.id).where(MISSING)
    given = {**scope_given(step.scope, settlement), "inventory": step.id}
    return [row.id for row in execute_core(wanted.order_by(E.id), given)]
