"""What happened on each day in each branch, counted from the records: the figures of any days are sums of these."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from housing.law.lifecycle import OPEN_STATUSES
from housing.law.working_time import ALMATY, Calendar, working_minutes_counter
from housing.queries.figures.period import Period, almaty_day, branch_conditions
from housing.storage.extensions import db
from housing.storage.models import Answer, Application, Decision, Event

#: What takes an application out of the open ones, in the journal's words.
CLOSING_EVENTS = {
    "application.registered": "registered",
    "application.refused": "refused",
    "application.withdrawn": "withdrawn",
    "application.annulled": "annulled",
}
#: What brings one: it was filed, or an upheld complaint opened it anew.
OPENING_EVENTS = {"application.submitted": "filed", "application.renewed": "renewed"}
FLOWS = {**OPENING_EVENTS, **CLOSING_EVENTS}


@dataclass(slots=True)
class DayTally:
    """Of a day, or of several.

    `flows`: what came and went, by what; `decided`: decisions by basis, whether late, and official (None: the machine);
    `took`: by basis and branch, how many took how many working minutes; `grounds`: refusals by what was not met;
    `refused`: how many, each of which may have several grounds; `asked`: answers of the state bases, all branches, by
    source and whether it was silent.
    """

    flows: Counter[str] = field(default_factory=Counter)
    decided: Counter[tuple[str, bool, int | None]] = field(default_factory=Counter)
    took: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)
    grounds: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    asked: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def add(self, other: DayTally) -> None:
        self.flows.update(other.flows)
        self.decided.update(other.decided)
        for key, minutes in other.took.items():
            add_minutes(self.took.setdefault(key, {}), minutes)
        self.grounds.update(other.grounds)
        self.refused += other.refused
        self.asked.update(other.asked)


def add_minutes(to: dict[int, int], minutes: Mapping[int, int]) -> None:
    """Into `to`; thousands of small ones for a page, where `Counter.update` takes three times as long."""
    for minute, many in minutes.items():
        to[minute] = to.get(minute, 0) + many


#: By day, then by branch.
Tallies = dict[date, dict[str, DayTally]]


def count_days(period: Period, days: Calendar) -> Tallies:
    """Every day of the period, also one on which nothing happened; without what the state bases were asked."""
    tallies: Tallies = {day: defaultdict(DayTally) for day in period.days}
    for row in select_flows(period):
        of_branch(tallies, row).flows[FLOWS[row.kind]] += row.many
    for row in select_decisions(period):
        of_branch(tallies, row).decided[row.basis, bool(row.late), row.staff_id] += row.many
    for row in select_grounds(period):
        tally = of_branch(tallies, row)
        tally.refused += row.many
        for key in {key for one in row.grounds for key in one.get("reasons", [one["code"]])}:
            tally.grounds[key] += row.many
    add_durations(tallies, period, days)
    return tallies


def of_branch(tallies: Tallies, row: Any) -> DayTally:
    return tallies[date.fromisoformat(row.day)][row.branch]


def count_sources(period: Period) -> dict[date, DayTally]:
    """What the state bases were asked on every day, by all branches."""
    tallies = {day: DayTally() for day in period.days}
    a, day, silent = Answer, almaty_day(Answer.asked_at).label("day"), (Answer.state == "unavailable").label("silent")
    for row in db.session.execute(
        select(day, a.source, silent, func.count().label("many"))
        .where(a.asked_at >= period.starts_at, a.asked_at < period.ends_at)
        .group_by(day, a.source, silent)
    ):
        tallies[date.fromisoformat(row.day)].asked[row.source, bool(row.silent)] += row.many
    return tallies


def select_flows(period: Period, until: datetime | None = None) -> Iterable[Any]:
    """Moves in and out of the open ones; `until`: of what comes after the period, up to then."""
    e, a, since = Event, Application, period.starts_at if until is None else period.ends_at
    was_open = or_(e.kind != "application.annulled", e.detail["was"].as_string().in_(OPEN_STATUSES))
    keys = almaty_day(e.at).label("day"), a.branch_code.label("branch"), e.kind
    return db.session.execute(
        select(*keys, func.count().label("many"))
        .join(a, a.id == e.application_id)
        .where(e.kind.in_(FLOWS), e.at >= since, e.at < (until or period.ends_at))
        .where(was_open, *branch_conditions(period.branch))
        .group_by(*keys)
    )


def select_decided(period: Period, keys: Iterable[Any], *wanted: ColumnElement[bool]) -> Iterable[Any]:
    """Decisions of the period, grouped by day, branch and these."""
    d, a = Decision, Application
    grouped = almaty_day(d.decided_at).label("day"), a.branch_code.label("branch"), *keys
    return db.session.execute(
        select(*grouped, func.count().label("many"))
        .join(a, a.id == d.application_id)
        .where(d.decided_at >= period.starts_at, d.decided_at < period.ends_at, *wanted)
        .where(*branch_conditions(period.branch))
        .group_by(*grouped)
    )


def select_decisions(period: Period) -> Iterable[Any]:
    late = (Decision.decided_at > func.coalesce(Decision.due_at, Application.due_at)).label("late")
    return select_decided(period, (Application.basis, late, Decision.staff_id))


def select_grounds(period: Period) -> Iterable[Any]:
    return select_decided(period, (Decision.grounds,), Decision.outcome == "refuse")


def add_durations(tallies: Tallies, period: Period, days: Calendar) -> None:
    """Working minutes from acceptance to decision; moments to the minute, so that what is alike comes in a row."""
    d, a = Decision, Application
    accepted, decided = to_minute(func.coalesce(d.accepted_at, a.accepted_at)), to_minute(d.decided_at)
    rows = list(select_decided(period, (a.basis, accepted.label("since"), decided.label("until"))))
    moments = [(row, datetime.fromisoformat(row.since), datetime.fromisoformat(row.until)) for row in rows]
    first = min((since.astimezone(ALMATY).date() for _, since, _ in moments), default=period.first)
    worked = working_minutes_counter(first, period.last, days)
    for row, since, until in moments:
        took = of_branch(tallies, row).took.setdefault((row.basis, row.branch), {})
        add_minutes(took, {worked(until) - worked(since): row.many})


def to_minute(moment: ColumnElement[datetime] | InstrumentedAttribute[datetime]) -> ColumnElement[str]:
    """As text: moments are stored in UTC."""
    return func.strftime("%Y-%m-%dT%H:%M+00:00", moment)
