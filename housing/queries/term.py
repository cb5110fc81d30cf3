"""When an application or a complaint is accepted and due, and why then: for what is filed or would be filed now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from housing.queries.calendar import calendar
from housing.working_time import Calendar, Day, accept, complaint_days, due_in, explain_in, term_days


@dataclass(frozen=True, slots=True)
class Term:
    """`days`: the line of each day from filing to the due time; `working_days`: the term of the basis."""

    filed_at: datetime
    accepted_at: datetime
    due_at: datetime
    working_days: int
    days: tuple[Day, ...]

    @property
    def at_once(self) -> bool:
        """Accepted at the moment of filing, not on the next working day."""
        return self.accepted_at == self.filed_at


def term_of(filed_at: datetime, basis: str) -> Term:
    """Raises KeyError for a basis that the law does not know."""
    return term_in(filed_at, lambda accepted, days: term_days(accepted, basis, days))


def term_of_complaint(filed_at: datetime) -> Term:
    return term_in(filed_at, complaint_days)


def term_in(filed_at: datetime, working_days: Callable[[datetime, Calendar], int]) -> Term:
    """`working_days`: the term that is in force at the moment of acceptance."""
    days = calendar()
    accepted = accept(filed_at, days)
    term = working_days(accepted, days)
    return Term(
        filed_at=filed_at,
        accepted_at=accepted,
        due_at=due_in(accepted, term, days),
        working_days=term,
        days=tuple(explain_in(filed_at, term, days)),
    )
