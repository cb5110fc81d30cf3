"""The open applications that have reached a step of escalation, found by instants and not one by one (law.md part 6).

A step is reached by all that are due before one instant, found by walking the calendar once. So for each term, and each
level that a case may have by now, an index gives those beyond it; of the others no row is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, select, text

from housing.law.facts import BASES
from housing.law.lifecycle import IN_REVIEW, EscalationSteps, reached_level, steps_for_term
from housing.law.working_time import Calendar, add_working_minutes, local_datetime, minutes_left
from housing.queries.cases.four_eyes import load_reviewing_role
from housing.storage.extensions import UtcDateTime, execute_core
from housing.storage.models import Application, RefusalProposal
from housing.storage.models.application import STILL_OPEN

#: Before the first hours and after the last ones.
EVER = date(1970, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class EscalationDue:
    """An open application that has reached an escalation step. `held_by`: who holds its lease now.

    `reviewed_by`: the role that is to look at the refusal that was proposed; "" where none waits.
    """

    id: int
    basis: str
    branch_code: str
    accepted_at: datetime
    due_at: datetime
    escalation: int
    held_by: int | None
    reviewed_by: str = ""


class TermSpan(NamedTuple):
    """The term of a basis, in working days, of what was accepted on these days: the first, and the first one after."""

    basis: str
    term: int
    since: date
    until: date


def bind_moment(name: str) -> Any:
    return bindparam(name, type_=UtcDateTime)


A, P = Application, RefusalProposal
BEYOND = (
    select(A.id, A.basis, A.branch_code, A.accepted_at, A.due_at, A.escalation, A.claimed_by, A.lease_until, P.staff_id)
    .outerjoin(P, and_(P.application_id == A.id, P.state == "open", A.status == IN_REVIEW))
    .where(text(STILL_OPEN), A.basis == bindparam("basis"), A.escalation == bindparam("level"))
    .where(
        A.due_at < bind_moment("before"), A.accepted_at >= bind_moment("since"), A.accepted_at < bind_moment("until")
    )
)


def list_term_spans(calendar: Calendar) -> list[TermSpan]:
    """Of every basis, from the first day to the last, without a gap; neighbours differ."""
    days = [EVER[0], *(row.since for row in calendar.hours[1:]), EVER[1]]
    spans: list[TermSpan] = []
    for basis in BASES:
        for row, since, until in zip(calendar.hours, days, days[1:], strict=False):
            span = TermSpan(basis, row.term_days[basis], since, until)
            same = bool(spans) and spans[-1][:2] == span[:2]
            spans.append(span._replace(since=spans.pop().since) if same else span)
    return spans


def list_applications_to_escalate(now: datetime, calendar: Calendar, steps: EscalationSteps) -> list[EscalationDue]:
    """Those that have reached a step beyond their level, the most urgent first."""
    found = [
        build_escalation(row, now)
        for span in list_term_spans(calendar)
        for given in list_instants(span, now, calendar, steps)
        for row in execute_core(BEYOND, given)
        if reached_level(span.term, minutes_left(now, row.due_at, calendar), steps) > row.escalation
    ]
    return sorted(found, key=lambda one: (one.due_at, one.id))


def list_instants(
    span: TermSpan, now: datetime, calendar: Calendar, steps: EscalationSteps
) -> Iterator[dict[str, Any]]:
    """For each level below the last: before which instant whoever is at it must be due to be beyond it.

    Minutes left are rounded down: a step at 240 of them has come a minute before there are 240 and no second more.
    """
    since, until = (local_datetime(day, time()) for day in (span.since, span.until))
    own = steps_for_term(span.term, steps)
    for level in range(max(step.level for step in own)):
        furthest = max(step.minutes_left for step in own if step.level > level)
        before = add_working_minutes(now, furthest + 1, calendar)
        yield {"basis": span.basis, "level": level, "before": before, "since": since, "until": until}


def build_escalation(row: Any, now: datetime) -> EscalationDue:
    return EscalationDue(
        row.id,
        row.basis,
        row.branch_code,
        row.accepted_at,
        row.due_at,
        row.escalation,
        row.claimed_by if row.lease_until and row.lease_until > now else None,
        load_reviewing_role(row.branch_code, row.staff_id) if row.staff_id else "",
    )
