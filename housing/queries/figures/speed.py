"""How long decisions took: the working time from acceptance to decision, of which half took no more."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from housing.law.working_time import ALMATY, Calendar, working_minutes_counter
from housing.queries.figures.period import Period, branch_conditions
from housing.storage.extensions import db
from housing.storage.models import Application, Decision


class Speed(NamedTuple):
    """`decided`: how many decisions; `minutes`: their median in working minutes, None where there are none.

    `basis`, `branch`: of which, by code; both None: of all.
    """

    basis: str | None
    branch: str | None
    decided: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class DurationGroup:
    """Decisions that have all of this in common."""

    basis: str
    branch: str
    minutes: int
    count: int


def list_speeds(period: Period, bases: list[str], branches: list[str], days: Calendar) -> tuple[Speed, ...]:
    """Of all decisions of the period, then of each basis, then of each branch."""
    took = list_duration_groups(period, days)
    return (
        build_speed(None, None, took),
        *(build_speed(basis, None, [one for one in took if one.basis == basis]) for basis in bases),
        *(build_speed(None, branch, [one for one in took if one.branch == branch]) for branch in branches),
    )


def build_speed(basis: str | None, branch: str | None, took: list[DurationGroup]) -> Speed:
    return Speed(basis, branch, sum(one.count for one in took), median_minutes(took))


def median_minutes(took: list[DurationGroup]) -> int | None:
    """The lower of the two in the middle of an even number: a time that a decision really took."""
    counts: Counter[int] = Counter()
    for one in took:
        counts[one.minutes] += one.count
    passed, half = 0, (sum(counts.values()) + 1) // 2
    for minutes in sorted(counts):
        passed += counts[minutes]
        if passed >= half:
            return minutes
    return None


def list_duration_groups(period: Period, days: Calendar) -> list[DurationGroup]:
    """To the minute, so that what the machine decides at once comes in a few rows."""
    d, a = Decision, Application
    accepted, decided = to_minute(func.coalesce(d.accepted_at, a.accepted_at)), to_minute(d.decided_at)
    rows = db.session.execute(
        select(a.basis, a.branch_code, accepted.label("since"), decided.label("until"), func.count().label("many"))
        .join(a, a.id == d.application_id)
        .where(d.decided_at >= period.starts_at, d.decided_at < period.ends_at, *branch_conditions(period.branch))
        .group_by(a.basis, a.branch_code, accepted, decided)
    ).all()
    moments = [(row.basis, row.branch_code, parse_moment(row.since), parse_moment(row.until), row.many) for row in rows]
    first = min((since.astimezone(ALMATY).date() for _, _, since, _, _ in moments), default=period.first)
    worked = working_minutes_counter(first, period.last, days)
    return [
        DurationGroup(basis, branch, worked(until) - worked(since), count)
        for basis, branch, since, until, count in moments
    ]


def to_minute(moment: ColumnElement[datetime] | InstrumentedAttribute[datetime]) -> ColumnElement[str]:
    """As text: moments are stored in UTC."""
    return func.strftime("%Y-%m-%dT%H:%M+00:00", moment)


def parse_moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
