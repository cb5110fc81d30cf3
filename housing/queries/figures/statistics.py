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
from housing.queries.figures.flows import Made, OfDay, daily, decisions, flows, flows_since
from housing.queries.figures.period import Period, in_branch
from housing.queries.figures.speed import Speed, speeds
from housing.queries.figures.workload import Load, aged, load, open_groups
from housing.queries.reference.calendar import calendar
from housing.queries.reference.settlements import load_branches
from housing.queries.reference.source_settings import source_title
from housing.registries import SOURCES
from housing.storage.extensions import db
from housing.storage.models import Answer, Application, Decision


class Kept(NamedTuple):
    """Decisions of a basis, by its code."""

    basis: str
    in_time: int
    late: int


class Reason(NamedTuple):
    """A ground of refusal, and in how many decisions it held."""

    ground: Ground
    times: int


class Health(NamedTuple):
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
    days: tuple[OfDay, ...]
    kept: tuple[Kept, ...]
    speeds: tuple[Speed, ...]
    waiting: int
    ages: tuple[int, ...]
    overdue: int
    refusals: int
    reasons: tuple[Reason, ...]
    load: tuple[Load, ...]
    sources: tuple[Health, ...]

    @property
    def open(self) -> int:
        return self.waiting + sum(self.ages)

    def total(self, what: str) -> int:
        """Of all days: `filed`, `in_time`, `late`, `gone` …"""
        return sum(getattr(day, what) for day in self.days)


def figures(period: Period, now: datetime) -> Figures:
    """Raises nothing for an empty database: every figure is 0 then."""
    days, came, made = calendar(), flows(period), decisions(period)
    open_now = open_groups(period.branch, now)
    ages = aged(open_now, now, days)
    reasons, refusals = refused(period)
    branches = [] if period.branch else list(load_branches())
    return Figures(
        period, daily(period, came, made, flows_since(period, now), sum(one.count for one in open_now)),
        by_basis(made), speeds(period, list(BASIS), branches, days),
        sum(one.count for one in open_now if one.status == "submitted"), ages,
        sum(one.count for one in open_now if one.due_at < now), refusals, reasons,
        load(period, open_now, made, now, days), sources(period),
    )  # fmt: skip


def by_basis(made: list[Made]) -> tuple[Kept, ...]:
    def count(basis: str, late: bool) -> int:
        return sum(one.count for one in made if one.basis == basis and one.late == late)

    return tuple(Kept(basis, count(basis, False), count(basis, True)) for basis in BASIS)


def refused(period: Period) -> tuple[tuple[Reason, ...], int]:
    """Reasons, the most frequent first, and in how many refusals: a refusal may have several."""
    d, a = Decision, Application
    rows = db.session.execute(
        select(d.grounds, func.count())
        .join(a, a.id == d.application_id)
        .where(d.outcome == "refuse", d.decided_at >= period.begins, d.decided_at < period.ends)
        .where(*in_branch(period.branch))
        .group_by(d.grounds)
    ).all()
    times: Counter[str] = Counter()
    for grounds, count in rows:
        for key in {key for one in grounds for key in one.get("reasons", [one["code"]])}:
            times[key] += count
    found = [Reason(one, times[one.key]) for one in GROUNDS if times[one.key]]
    return tuple(sorted(found, key=lambda reason: -reason.times)), sum(count for _, count in rows)


def sources(period: Period) -> tuple[Health, ...]:
    a = Answer
    rows = db.session.execute(
        select(a.source, func.count(), func.sum(case((a.state == "unavailable", 1), else_=0)))
        .where(a.asked_at >= period.begins, a.asked_at < period.ends)
        .group_by(a.source)
    )
    found = {source: (count - silent, silent) for source, count, silent in rows}
    return tuple(Health(name, source_title(name), *found.get(name, (0, 0))) for name in SOURCES)
