"""When an application or a complaint is accepted and due, and why then: for what is filed or would be filed now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from housing.law.working_time import (
    ALMATY,
    POINT_16_DAYS,
    Calendar,
    ExplainedDay,
    acceptance_time,
    complaint_days,
    due_after_working_days,
    due_by_point_16,
    due_by_row_4,
    due_time,
    explain_until,
    term_days,
)
from housing.queries.reference.calendar import calendar


@dataclass(frozen=True, slots=True)
class Term:
    """`days`: the line of each day from filing to the due time; `working_days`: the term of the basis.

    `cut_to`: where point 16 ends it earlier, within so many working days after the day of filing; else 0.
    """

    filed_at: datetime
    accepted_at: datetime
    due_at: datetime
    working_days: int
    days: tuple[ExplainedDay, ...]
    cut_to: int = 0

    @property
    def at_once(self) -> bool:
        """Accepted at the moment of filing, not on the next working day."""
        return self.accepted_at == self.filed_at


def build_term(filed_at: datetime, basis: str, due_at: datetime | None = None) -> Term:
    """`due_at`: of a case, which keeps the time that it was given. Raises KeyError for a basis unknown to the law."""
    days = calendar()
    accepted = acceptance_time(filed_at, days)
    until = due_at or due_time(filed_at, accepted, basis, days)
    cut = due_by_point_16(filed_at, days) == until < due_by_row_4(accepted, basis, days)
    return build_term_until(until, filed_at, term_days(accepted, basis, days), days, POINT_16_DAYS if cut else 0)


def build_complaint_term(filed_at: datetime) -> Term:
    """Point 16 speaks of applications alone."""
    return build_counted_term(filed_at, complaint_days)


def build_change_term(filed_at: datetime) -> Term:
    """Of a change that somebody on the register reports: the Law on Housing Relations sets no term of its own."""
    return build_counted_term(filed_at, lambda at, days: days.hours_on(at.astimezone(ALMATY).date()).change_days)


def build_counted_term(filed_at: datetime, count: Callable[[datetime, Calendar], int]) -> Term:
    """`count`: the working days of the term, by the moment of acceptance."""
    days = calendar()
    accepted = acceptance_time(filed_at, days)
    term = count(accepted, days)
    return build_term_until(due_after_working_days(accepted, term, days), filed_at, term, days)


def build_term_until(until: datetime, filed_at: datetime, working_days: int, days: Calendar, cut_to: int = 0) -> Term:
    explained = tuple(explain_until(until, filed_at, days))
    return Term(filed_at, acceptance_time(filed_at, days), until, working_days, explained, cut_to)
