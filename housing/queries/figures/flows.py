"""What came and what went, day by day, and which decisions kept their term."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from housing.law.lifecycle import OPEN_STATUSES
from housing.queries.figures.period import Period, almaty_day, branch_conditions
from housing.storage.extensions import db
from housing.storage.models import Application, Decision, Event

#: What takes an application out of the open ones, in the journal's words.
CLOSING_EVENTS = {
    "application.registered": "registered",
    "application.refused": "refused",
    "application.withdrawn": "withdrawn",
    "application.annulled": "annulled",
}
#: What brings one: it was filed, or an upheld complaint opened it anew.
OPENING_EVENTS = {"application.submitted": "filed", "application.renewed": "renewed"}


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

    day: date
    basis: str
    late: bool
    staff_id: int | None
    count: int


def count_flows(period: Period, until: datetime | None = None) -> Counter[tuple[str, str]]:
    """(day, what) → how many applications were filed or opened anew, and how many left the open ones and how."""
    e, since = Event, period.starts_at if until is None else period.ends_at
    was_open = or_(e.kind != "application.annulled", e.detail["was"].as_string().in_(OPEN_STATUSES))
    rows = db.session.execute(
        select(almaty_day(e.at), e.kind, func.count())
        .join(Application, Application.id == e.application_id)
        .where(e.kind.in_((*OPENING_EVENTS, *CLOSING_EVENTS)), e.at >= since, e.at < (until or period.ends_at))
        .where(was_open, *branch_conditions(period.branch))
        .group_by(almaty_day(e.at), e.kind)
    )
    return Counter({(day, {**OPENING_EVENTS, **CLOSING_EVENTS}[kind]): count for day, kind, count in rows})


def count_flows_since(period: Period, now: datetime) -> Counter[tuple[str, str]]:
    """What came and went after the period, to tell the open ones of its last day. Nothing when that is today."""
    return count_flows(period, now + timedelta(seconds=1)) if period.ends_at <= now else Counter()


def list_decision_groups(period: Period) -> list[DecisionGroup]:
    d, a = Decision, Application
    late = d.decided_at > func.coalesce(d.due_at, a.due_at)
    rows = db.session.execute(
        select(almaty_day(d.decided_at), a.basis, late, d.staff_id, func.count())
        .join(a, a.id == d.application_id)
        .where(d.decided_at >= period.starts_at, d.decided_at < period.ends_at, *branch_conditions(period.branch))
        .group_by(almaty_day(d.decided_at), a.basis, late, d.staff_id)
    )
    return [
        DecisionGroup(date.fromisoformat(day), basis, bool(after), by, count) for day, basis, after, by, count in rows
    ]


def build_day_figures(
    period: Period,
    came: Counter[tuple[str, str]],
    made: list[DecisionGroup],
    since: Counter[tuple[str, str]],
    open_now: int,
) -> tuple[DayFigures, ...]:
    """Counted back from what is open now: each day's end is the next one's, less what came, plus what went."""
    open_at_end = open_now - net_flow(since)
    told: list[DayFigures] = []
    for day in reversed(period.days):
        flow = {what: came[day.isoformat(), what] for what in (*OPENING_EVENTS.values(), *CLOSING_EVENTS.values())}
        late = sum(one.count for one in made if one.day == day and one.late)
        in_time = sum(one.count for one in made if one.day == day and not one.late)
        told.append(DayFigures(day, **flow, in_time=in_time, late=late, open=open_at_end))
        open_at_end += told[-1].gone - told[-1].came
    return tuple(reversed(told))


def net_flow(came: Counter[tuple[str, str]]) -> int:
    return sum(count if what in OPENING_EVENTS.values() else -count for (_, what), count in came.items())
