"""Figures of the register: who stands where, for how long and of what age, and what came and left, month by month.

Who stands is summed from the kept counts, or from the entries where those were found to differ; age from the year of
birth that an IIN bears (its digits prove none, and nothing is decided by them).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, case, cast, func, select

from housing.law.register_moves import CAME
from housing.law.working_time import ALMATY, local_datetime
from housing.queries.journal.kept_counts import may_ask_counts
from housing.queries.register.place import bind_moment
from housing.queries.register.place_history import MONTHS, list_months, shift_month
from housing.queries.register.register_counts import COUNTED, LOCAL, REGISTER_COUNTS
from housing.storage.extensions import execute_core
from housing.storage.models import RegisterCount, RegisterEntry, RegisterMovement

#: Years of waiting, and of age, at which a group begins.
WAITING_FROM, AGES_FROM = (0, 1, 2, 3, 5, 10), (0, 30, 40, 50, 63)
E, M = RegisterEntry, RegisterMovement


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """What came onto the register and left it in a month, by cause of `law.register_moves`."""

    month: date
    came: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class RegisterFigures:
    """`waiting`, `ages`: in the order of WAITING_FROM and AGES_FROM; `flows`: oldest month first, this one last."""

    by_settlement: Counter[str]
    by_list: Counter[str]
    waiting: list[int]
    ages: list[int]
    flows: list[MonthFlow]

    @property
    def total(self) -> int:
        return self.by_settlement.total()


def load_register_figures(settlements: Collection[str] | None, now: datetime) -> RegisterFigures:
    """`settlements`: of these alone; None: of all."""
    today = now.astimezone(ALMATY).date()
    counts = RegisterCount.__table__ if may_ask_counts(REGISTER_COUNTS.name) else COUNTED.subquery()
    return RegisterFigures(
        by_settlement=sum_by(counts, counts.c.settlement, settlements),
        by_list=sum_by(counts, counts.c.list_code, settlements),
        waiting=in_groups(sum_by(counts, years_since(counts.c.since, today), settlements), WAITING_FROM),
        ages=in_groups(count_ages(settlements, today), AGES_FROM),
        flows=list_flows(settlements, now),
    )


def sum_by(counts: Any, key: Any, settlements: Collection[str] | None) -> Counter[Any]:
    wanted = select(key.label("key"), func.sum(counts.c.entries).label("entries")).group_by(key)
    if settlements is not None:
        wanted = wanted.where(counts.c.settlement.in_(settlements))
    return Counter({row.key: row.entries for row in execute_core(wanted) if row.entries})


def years_since(day: Any, today: date) -> Any:
    """Whole years from a day of the counts until today."""
    before_anniversary = func.substr(day, 6) > f"{today:%m-%d}"
    return today.year - cast(func.substr(day, 1, 4), Integer) - case((before_anniversary, 1), else_=0)


def count_ages(settlements: Collection[str] | None, today: date) -> Counter[Any]:
    """By years that somebody has or will have this year."""
    wanted = select(E.birth_year.label("year"), func.count().label("entries"))
    wanted = wanted.where(E.annulled_at.is_(None)).group_by(E.birth_year)
    if settlements is not None:
        wanted = wanted.where(E.settlement.in_(settlements))
    return Counter({today.year - row.year: row.entries for row in execute_core(wanted)})


def in_groups(counted: Counter[Any], begins: tuple[int, ...]) -> list[int]:
    groups = [0] * len(begins)
    for years, entries in counted.items():
        groups[max(nth for nth, first in enumerate(begins) if nth == 0 or years >= first)] += entries
    return groups


MONTH = func.strftime("%Y-%m-01", M.at, LOCAL).label("month")


def list_flows(settlements: Collection[str] | None, now: datetime) -> list[MonthFlow]:
    first = shift_month(now.astimezone(ALMATY).date().replace(day=1), 1 - MONTHS)
    start = local_datetime(first)
    wanted = select(MONTH, M.cause, M.sign, func.count().label("entries")).where(M.at >= bind_moment("start"))
    if settlements is not None:
        wanted = wanted.where(M.settlement.in_(settlements))
    flows = {month: MonthFlow(month) for month in list_months(start, now)}
    for row in execute_core(wanted.group_by(MONTH, M.cause, M.sign), {"start": start}):
        flow = flows[date.fromisoformat(row.month)]
        (flow.came if row.sign == CAME else flow.left)[row.cause] += row.entries
    return list(flows.values())
