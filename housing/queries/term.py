"""When an application is accepted and decided, and why then: for what is filed, and for what would be filed now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from housing.queries.calendar import calendar
from housing.working_time import Day, accept, due, explain, term_days


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
    days = calendar()
    accepted = accept(filed_at, days)
    return Term(
        filed_at=filed_at,
        accepted_at=accepted,
        due_at=due(accepted, basis, days),
        working_days=term_days(accepted, basis),
        days=tuple(explain(filed_at, basis, days)),
    )
