"""What became of removals, month by month: how many took effect, were complained about, were cancelled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, cast, exists, func, or_, select

from housing.law.working_time import ALMATY, local_datetime
from housing.queries.register.place import bind_moment
from housing.queries.register.place_history import MONTHS, list_months, shift_month
from housing.queries.register.register_counts import LOCAL
from housing.storage.extensions import execute_core
from housing.storage.models import Complaint, RegisterEntry, Removal


@dataclass(frozen=True, slots=True)
class RemovalMonth:
    """Of the removals that took effect in a month. `complained`: about the act, until now; `cancelled`: by that."""

    month: date
    removed: int = 0
    complained: int = 0
    cancelled: int = 0


R, C = Removal, Complaint
MONTH = func.strftime("%Y-%m-01", R.answered_at, LOCAL).label("month")
COMPLAINED = exists().where(
    C.application_id == R.application_id,
    C.subject == "decision",
    C.filed_at >= R.answered_at,
    or_(R.cancelled_at.is_(None), C.filed_at <= R.cancelled_at),
)
COUNTED = (
    select(
        MONTH,
        func.count().label("removed"),
        func.sum(cast(COMPLAINED, Integer)).label("complained"),
        func.sum(cast(R.state == "cancelled", Integer)).label("cancelled"),
    )
    .where(R.state.in_(("confirmed", "cancelled")), R.answered_at >= bind_moment("start"))
    .group_by(MONTH)
)


def list_removal_months(settlements: Collection[str] | None, now: datetime) -> list[RemovalMonth]:
    """The last twelve, oldest first. `settlements`: of these alone; None: of all."""
    start = local_datetime(shift_month(now.astimezone(ALMATY).date().replace(day=1), 1 - MONTHS))
    wanted = COUNTED
    if settlements is not None:
        wanted = wanted.join(RegisterEntry, RegisterEntry.id == R.entry_id)
        wanted = wanted.where(RegisterEntry.settlement.in_(settlements))
    rows = {row.month: row for row in execute_core(wanted, {"start": start})}
    found = [(month, rows.get(str(month))) for month in list_months(start, now)]
    return [
        RemovalMonth(month, row.removed, row.complained, row.cancelled) if row else RemovalMonth(month)
        for month, row in found
    ]
