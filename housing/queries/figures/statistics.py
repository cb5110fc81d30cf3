"""The figures of a branch or of all: terms, times, what came and went, what is open, reasons, load, state bases.

A fixed handful of statements, whatever the period: days that are over are kept, today is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from housing.labels import BASIS
from housing.law.eligibility import GROUNDS, Ground
from housing.queries.figures.day_tallies import DayTally
from housing.queries.figures.flows import (
    DayFigures,
    DecisionGroup,
    build_day_figures,
    count_flows_since,
    list_decision_groups,
)
from housing.queries.figures.kept_days import load_tally
from housing.queries.figures.period import Period
from housing.queries.figures.speed import Speed, list_speeds
from housing.queries.figures.workload import OfficialLoad, count_ages, list_loads, list_open_case_groups
from housing.queries.reference.calendar import calendar
from housing.queries.reference.settlements import load_branches
from housing.queries.reference.source_settings import source_title
from housing.registries import SOURCES


class Timeliness(NamedTuple):
    """Decisions of a basis, by its code."""

    basis: str
    in_time: int
    late: int


class RefusalReason(NamedTuple):
    """A ground of refusal, and in how many decisions it held."""

    ground: Ground
    times: int


class SourceHealth(NamedTuple):
    """A state base, all branches together. `source_title`: a message id."""

    source: str
    title: str
    answered: int
    silent: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`ages`: open cases by working days since acceptance, the last entry: so many or more; `waiting`: not accepted.

    `speeds`: of all, by basis, and of the whole bank by branch.
    """

    period: Period
    days: tuple[DayFigures, ...]
    timeliness: tuple[Timeliness, ...]
    speeds: tuple[Speed, ...]
    waiting: int
    ages: tuple[int, ...]
    overdue: int
    refusals: int
    reasons: tuple[RefusalReason, ...]
    load: tuple[OfficialLoad, ...]
    sources: tuple[SourceHealth, ...]

    @property
    def open(self) -> int:
        return self.waiting + sum(self.ages)

    def total(self, what: str) -> int:
        """Of all days: `filed`, `in_time`, `late`, `gone` …"""
        return sum(getattr(day, what) for day in self.days)


def load_figures(period: Period, now: datetime) -> Figures:
    """Raises nothing for an empty database: every figure is 0 then."""
    days, (tallies, asked) = calendar(), load_tally(period, now)
    made = list_decision_groups(tallies)
    open_now = list_open_case_groups(period.branch, now)
    branches = [] if period.branch else list(load_branches())
    return Figures(
        period,
        build_day_figures(tallies, count_flows_since(period, now), sum(one.count for one in open_now)),
        build_timeliness(made),
        list_speeds(tallies.values(), list(BASIS), branches),
        sum(one.count for one in open_now if one.status == "submitted"),
        count_ages(open_now, now, days),
        sum(one.count for one in open_now if one.due_at < now),
        sum(tally.refused for tally in tallies.values()),
        list_refusal_reasons(tallies.values()),
        list_loads(period, open_now, made, now, days),
        list_source_health(asked),
    )


def build_timeliness(made: list[DecisionGroup]) -> tuple[Timeliness, ...]:
    def count(basis: str, late: bool) -> int:
        return sum(one.count for one in made if one.basis == basis and one.late == late)

    return tuple(Timeliness(basis, count(basis, False), count(basis, True)) for basis in BASIS)


def list_refusal_reasons(tallies: Iterable[DayTally]) -> tuple[RefusalReason, ...]:
    """By which grounds was refused, the most frequent first."""
    times: Counter[str] = Counter()
    for tally in tallies:
        times.update(tally.grounds)
    found = [RefusalReason(one, times[one.key]) for one in GROUNDS if times[one.key]]
    return tuple(sorted(found, key=lambda reason: -reason.times))


def list_source_health(told: DayTally) -> tuple[SourceHealth, ...]:
    asked = told.asked
    return tuple(SourceHealth(name, source_title(name), asked[name, False], asked[name, True]) for name in SOURCES)
