"""What came and what went, day by day, and which decisions kept their term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from housing.queries.figures.day_tallies import FLOWS, OPENING_EVENTS, DayTally, list_flows
from housing.queries.figures.period import Period


@dataclass(frozen=True, slots=True)
class DayFigures:
    """`open`: how many were open at its end."""

    day: date
    filed: int
    renewed: int
    registered: int
    refused: int
    withdrawn: int
    annulled: int
    in_time: int
    late: int
    open: int

    @property
    def gone(self) -> int:
        return self.registered + self.refused + self.withdrawn + self.annulled

    @property
    def came(self) -> int:
        return self.filed + self.renewed


@dataclass(frozen=True, slots=True)
class DecisionGroup:
    """Decisions that have all of this in common."""

    basis: str
    late: bool
    staff_id: int | None
    count: int


def count_flows_since(period: Period, now: datetime) -> Counter[str]:
    """What came and went after the period, to tell the open ones of its last day. Nothing when that is today."""
    since: Counter[str] = Counter()
    if period.ends_at <= now:
        for row in list_flows(period, now + timedelta(seconds=1)):
            since[FLOWS[row.kind]] += row.many
    return since


def list_decision_groups(tallies: Mapping[date, DayTally]) -> list[DecisionGroup]:
    made: Counter[tuple[str, bool, int | None]] = Counter()
    for tally in tallies.values():
        made.update(tally.decided)
    return [DecisionGroup(basis, late, staff_id, many) for (basis, late, staff_id), many in made.items()]


def build_day_figures(tallies: Mapping[date, DayTally], since: Counter[str], open_now: int) -> tuple[DayFigures, ...]:
    """Counted back from what is open now: each day's end is the next one's, less what came, plus what went."""
    open_at_end = open_now - net_flow(since)
    told: list[DayFigures] = []
    for day, tally in sorted(tallies.items(), reverse=True):
        flow = {what: tally.flows[what] for what in FLOWS.values()}
        late = sum(many for (_, is_late, _), many in tally.decided.items() if is_late)
        in_time = sum(tally.decided.values()) - late
        told.append(DayFigures(day, **flow, in_time=in_time, late=late, open=open_at_end))
        open_at_end += told[-1].gone - told[-1].came
    return tuple(reversed(told))


def net_flow(came: Counter[str]) -> int:
    return sum(count if what in OPENING_EVENTS.values() else -count for what, count in came.items())
