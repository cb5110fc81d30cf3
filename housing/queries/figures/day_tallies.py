"""What happened on each day in each branch, counted from the records: the figures of any days are sums of these."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from housing.law.lifecycle import OPEN_STATUSES
from housing.law.working_time import ALMATY, Calendar, working_minutes_counter
from housing.queries.figures.period import Period, almaty_day
from housing.storage.extensions import UtcDateTime, execute_core
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
    `took_by_…`: how many took how many working minutes; `grounds`: refusals by what was not met; `refused`: how many,
    each of which may have several grounds; `asked`: answers of the state bases, all branches, by source and whether it
    was silent.
    """

    flows: Counter[str] = field(default_factory=Counter)
    decided: Counter[tuple[str, bool, int | None]] = field(default_factory=Counter)
    took_by_basis: dict[str, dict[int, int]] = field(default_factory=dict)
    took_by_branch: dict[str, dict[int, int]] = field(default_factory=dict)
    grounds: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    asked: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def add(self, other: DayTally) -> None:
        self.flows.update(other.flows)
        self.decided.update(other.decided)
        for basis, minutes in other.took_by_basis.items():
            add_minutes(self.took_by_basis.setdefault(basis, {}), minutes)
        for branch, minutes in other.took_by_branch.items():
            add_minutes(self.took_by_branch.setdefault(branch, {}), minutes)
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
    for row in list_flows(period):
        of_branch(tallies, row).flows[FLOWS[row.kind]] += row.many
    for row in ask(period, select_decisions):
        of_branch(tallies, row).decided[row.basis, bool(row.late), row.staff_id] += row.many
    for row in ask(period, select_grounds):
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
    for row in ask(period, select_answers):
        tallies[date.fromisoformat(row.day)].asked[row.source, bool(row.silent)] += row.many
    return tallies


def list_flows(period: Period, until: datetime | None = None) -> Any:
    """Moves in and out of the open ones; `until`: of what comes after the period, up to then."""
    return ask(period, select_flows, **({"since": period.ends_at, "until": until} if until else {}))


def ask(period: Period, select_for: Callable[[bool], Any], **other: Any) -> Any:
    """The rows of a statement over the days of the period. `select_for`: built once, with a branch and without."""
    given = {"since": period.starts_at, "until": period.ends_at, "branch": period.branch, **other}
    return execute_core(select_for(period.branch is not None), given)


SINCE, UNTIL = (bindparam(name, type_=UtcDateTime) for name in ("since", "until"))


@cache
def select_flows(of_one: bool) -> Any:
    e, a = Event, Application
    was_open = or_(e.kind != "application.annulled", e.detail["was"].as_string().in_(OPEN_STATUSES))
    keys = almaty_day(e.at).label("day"), a.branch_code.label("branch"), e.kind
    return (
        select(*keys, func.count().label("many"))
        .join(a, a.id == e.application_id)
        .where(e.kind.in_(FLOWS), e.at >= SINCE, e.at < UNTIL, was_open, *here(of_one))
        .group_by(*keys)
    )


def here(of_one: bool) -> list[ColumnElement[bool]]:
    return [Application.branch_code == bindparam("branch")] if of_one else []


@cache
def select_answers(_of_one: bool) -> Any:
    a, day, silent = Answer, almaty_day(Answer.asked_at).label("day"), (Answer.state == "unavailable").label("silent")
    return (
        select(day, a.source, silent, func.count().label("many"))
        .where(a.asked_at >= SINCE, a.asked_at < UNTIL)
        .group_by(day, a.source, silent)
    )


def select_decided(of_one: bool, keys: Iterable[Any], *wanted: ColumnElement[bool]) -> Any:
    """Decisions of the days, grouped by day, branch and these."""
    d, a = Decision, Application
    grouped = almaty_day(d.decided_at).label("day"), a.branch_code.label("branch"), *keys
    return (
        select(*grouped, func.count().label("many"))
        .join(a, a.id == d.application_id)
        .where(d.decided_at >= SINCE, d.decided_at < UNTIL, *wanted, *here(of_one))
        .group_by(*grouped)
    )


@cache
def select_decisions(of_one: bool) -> Any:
    late = (Decision.decided_at > func.coalesce(Decision.due_at, Application.due_at)).label("late")
    return select_decided(of_one, (Application.basis, late, Decision.staff_id))


@cache
def select_grounds(of_one: bool) -> Any:
    return select_decided(of_one, (Decision.grounds,), Decision.outcome == "refuse")


@cache
def select_durations(of_one: bool) -> Any:
    """Moments to the minute, so that what is alike comes in a row."""
    d, a = Decision, Application
    accepted, decided = to_minute(func.coalesce(d.accepted_at, a.accepted_at)), to_minute(d.decided_at)
    return select_decided(of_one, (a.basis, accepted.label("since"), decided.label("until")))


def add_durations(tallies: Tallies, period: Period, days: Calendar) -> None:
    """Working minutes from acceptance to decision."""
    rows = list(ask(period, select_durations))
    moments = [(row, datetime.fromisoformat(row.since), datetime.fromisoformat(row.until)) for row in rows]
    first = min((since.astimezone(ALMATY).date() for _, since, _ in moments), default=period.first)
    worked = working_minutes_counter(first, period.last, days)
    for row, since, until in moments:
        tally, minutes = of_branch(tallies, row), {worked(until) - worked(since): row.many}
        add_minutes(tally.took_by_basis.setdefault(row.basis, {}), minutes)
        add_minutes(tally.took_by_branch.setdefault(row.branch, {}), minutes)


def to_minute(moment: ColumnElement[datetime] | InstrumentedAttribute[datetime]) -> ColumnElement[str]:
    """As text: moments are stored in UTC."""
    return func.strftime("%Y-%m-%dT%H:%M+00:00", moment)
