"""The figures of a branch or of all: terms, times, what came and went, what is open, reasons, load, state bases.

A fixed handful of statements, whatever the period; each groups in the database, so that rows stay few.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, select

from housing.labels import BASIS
from housing.law.eligibility import GROUNDS, Ground
from housing.queries.figures.flows import (
    DayFigures,
    DecisionGroup,
    build_day_figures,
    count_flows,
    count_flows_since,
    list_decision_groups,
)
from housing.queries.figures.period import Period, branch_conditions
from housing.queries.figures.speed import Speed, list_speeds
from housing.queries.figures.workload import OfficialLoad, count_ages, list_loads, list_open_case_groups
from housing.queries.reference.calendar import calendar
from housing.queries.reference.settlements import load_branches
from housing.queries.reference.source_settings import source_title
from housing.registries import SOURCES
from housing.storage.extensions import db
from housing.storage.models import Answer, Application, Decision


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


class RefusalCounts(NamedTuple):
    """`reasons`: the most frequent first; `refusals`: how many, each of which may have several reasons."""

    reasons: tuple[RefusalReason, ...]
    refusals: int


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
    days, came, made = calendar(), count_flows(period), list_decision_groups(period)
    open_now = list_open_case_groups(period.branch, now)
    ages = count_ages(open_now, now, days)
    reasons, refusals = count_refusal_reasons(period)
    branches = [] if period.branch else list(load_branches())
    return Figures(
        period,
        build_day_figures(period, came, made, count_flows_since(period, now), sum(one.count for one in open_now)),
        build_timeliness(made),
        list_speeds(period, list(BASIS), branches, days),
        sum(one.count for one in open_now if one.status == "submitted"),
        ages,
        sum(one.count for one in open_now if one.due_at < now),
        refusals,
        reasons,
        list_loads(period, open_now, made, now, days),
        list_source_health(period),
    )


def build_timeliness(made: list[DecisionGroup]) -> tuple[Timeliness, ...]:
    def count(basis: str, late: bool) -> int:
        return sum(one.count for one in made if one.basis == basis and one.late == late)

    return tuple(Timeliness(basis, count(basis, False), count(basis, True)) for basis in BASIS)


def count_refusal_reasons(period: Period) -> RefusalCounts:
    """By which grounds was refused in the period."""
    d, a = Decision, Application
    rows = db.session.execute(
        select(d.grounds, func.count())
        .join(a, a.id == d.application_id)
        .where(d.outcome == "refuse", d.decided_at >= period.starts_at, d.decided_at < period.ends_at)
        .where(*branch_conditions(period.branch))
        .group_by(d.grounds)
    ).all()
    times: Counter[str] = Counter()
    for grounds, count in rows:
        for key in {key for one in grounds for key in one.get("reasons", [one["code"]])}:
            times[key] += count
    found = [RefusalReason(one, times[one.key]) for one in GROUNDS if times[one.key]]
    return RefusalCounts(tuple(sorted(found, key=lambda reason: -reason.times)), sum(count for _, count in rows))


def list_source_health(period: Period) -> tuple[SourceHealth, ...]:
    a = Answer
    rows = db.session.execute(
        select(a.source, func.count(), func.sum(case((a.state == "unavailable", 1), else_=0)))
        .where(a.asked_at >= period.starts_at, a.asked_at < period.ends_at)
        .group_by(a.source)
    )
    found = {source: (count - silent, silent) for source, count, silent in rows}
    return tuple(SourceHealth(name, source_title(name), *found.get(name, (0, 0))) for name in SOURCES)
