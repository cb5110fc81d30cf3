"""What came and what went, day by day, and which decisions kept their term."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from housing.law.lifecycle import OPEN
from housing.queries.figures.period import Period, day_of, in_branch
from housing.storage.extensions import db
from housing.storage.models import Application, Decision, Event

#: What takes an application out of the open ones, in the journal's words.
ENDS = {"application.registered": "registered", "application.refused": "refused", "application.withdrawn": "withdrawn",
        "application.annulled": "annulled"}  # fmt: skip
#: What brings one: it was filed, or an upheld complaint opened it anew.
COMES = {"application.submitted": "filed", "application.renewed": "renewed"}


@dataclass(frozen=True, slots=True)
class OfDay:
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
class Made:
    """Decisions that have all of this in common."""

    day: date
    basis: str
    late: bool
    staff_id: int | None
    count: int


def flows(period: Period, until: datetime | None = None) -> Counter[tuple[str, str]]:
    """(day, what) → how many applications were filed or opened anew, and how many left the open ones and how."""
    e, since = Event, period.begins if until is None else period.ends
    was_open = or_(e.kind != "application.annulled", e.detail["was"].as_string().in_(OPEN))
    rows = db.session.execute(
        select(day_of(e.at), e.kind, func.count())
        .join(Application, Application.id == e.application_id)
        .where(e.kind.in_((*COMES, *ENDS)), e.at >= since, e.at < (until or period.ends))
        .where(was_open, *in_branch(period.branch))
        .group_by(day_of(e.at), e.kind)
    )
    return Counter({(day, {**COMES, **ENDS}[kind]): count for day, kind, count in rows})


def flows_since(period: Period, now: datetime) -> Counter[tuple[str, str]]:
    """What came and went after the period, to tell the open ones of its last day. Nothing when that is today."""
    return flows(period, now + timedelta(seconds=1)) if period.ends <= now else Counter()


def decisions(period: Period) -> list[Made]:
    d, a = Decision, Application
    late = d.decided_at > func.coalesce(d.due_at, a.due_at)
    rows = db.session.execute(
        select(day_of(d.decided_at), a.basis, late, d.staff_id, func.count())
        .join(a, a.id == d.application_id)
        .where(d.decided_at >= period.begins, d.decided_at < period.ends, *in_branch(period.branch))
        .group_by(day_of(d.decided_at), a.basis, late, d.staff_id)
    )
    return [Made(date.fromisoformat(day), basis, bool(after), by, count) for day, basis, after, by, count in rows]


def daily(
    period: Period, came: Counter[tuple[str, str]], made: list[Made], since: Counter[tuple[str, str]], open_now: int
) -> tuple[OfDay, ...]:
    """Counted back from what is open now: each day's end is the next one's, less what came, plus what went."""
    open_at_end = open_now - balance(since)
    told: list[OfDay] = []
    for day in reversed(period.days):
        flow = {what: came[day.isoformat(), what] for what in (*COMES.values(), *ENDS.values())}
        late = sum(one.count for one in made if one.day == day and one.late)
        in_time = sum(one.count for one in made if one.day == day and not one.late)
        told.append(OfDay(day, **flow, in_time=in_time, late=late, open=open_at_end))
        open_at_end += told[-1].gone - told[-1].came
    return tuple(reversed(told))


def balance(came: Counter[tuple[str, str]]) -> int:
    return sum(count if what in COMES.values() else -count for (_, what), count in came.items())
