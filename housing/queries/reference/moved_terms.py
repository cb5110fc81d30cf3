"""Which open cases would be due at another time if the calendar, or the hours, were others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from housing.law.lifecycle import OPEN_STATUSES
from housing.law.working_time import ALMATY, Calendar, acceptance_time, due_by_row_4, due_time, local_datetime
from housing.storage.extensions import db
from housing.storage.models import Application

NOON = time(12)
#: What a message says of a term that moves, by the number of the case, its due time and why that moved.
TermTexts = dict[tuple[str, datetime, str], str]


@dataclass(frozen=True, slots=True)
class MovedTerm:
    """`began`, `before`: how acceptance and due time stand now; `accepted_at`, `after`: how they would.

    `language`, `by_letter`: in which it is told, and whether in a letter too. `cause`: a code of `labels.TERM_CAUSES`;
    `filed_at`: whose numbers of the law it is told with.
    """

    id: int
    number: str
    basis: str
    began: datetime
    before: datetime
    accepted_at: datetime
    after: datetime
    language: str
    by_letter: bool
    filed_at: datetime
    cause: str

    @property
    def due_moves(self) -> bool:
        """Else only the acceptance does: what was filed after hours is accepted at another opening."""
        return self.after != self.before


def list_moved_terms(
    calendar: Calendar, now: datetime, catalog: str = "", cases: Collection[int] | None = None
) -> list[MovedTerm]:
    """By due time. A term that has run out already stays: the breach is on record, and no decree undoes it.

    `catalog`: days or hours, whose rows are others; none where the program counts otherwise than the one before.
    `cases`: of these alone.
    """
    running = select_running_terms(now)
    rows = db.session.execute(running if cases is None else running.where(Application.id.in_(cases)))
    # A term ends as the others of its days do: thousands of cases were filed and accepted on a few.
    until = cache(lambda day, begun, basis: due_time(at_noon(day), at_noon(begun), basis, calendar))
    found = []
    for row in rows:
        accepted, before = row.accepted_at, row.due_at
        # What still waits for its acceptance is accepted by the new calendar too.
        begins = acceptance_time(row.begun, calendar).astimezone(UTC) if accepted > now else accepted
        after = until(row.begun.astimezone(ALMATY).date(), begins.astimezone(ALMATY).date(), row.basis)
        if after != before or begins != accepted:
            span = Span(accepted, before), Span(begins, after)
            cause = cause_of(catalog, *span, calendar) or by_program(begins, after, row.basis, calendar)
            found.append(
                MovedTerm(
                    row.id,
                    row.number,
                    row.basis,
                    accepted,
                    before,
                    begins,
                    after,
                    row.language,
                    bool(row.by_letter),
                    row.filed_at,
                    cause,
                )
            )
    return found


def select_running_terms(now: datetime) -> Select[*tuple[Any, ...]]:
    """Open cases whose due time is still to come, by due time."""
    a = Application
    by_letter = func.coalesce(a.email, "") != ""
    # Of a case that a complaint opened anew the term runs from there.
    begun = func.coalesce(a.renewed_at, a.filed_at)
    columns = (a.id, a.number, a.basis, begun.label("begun"), a.accepted_at, a.due_at, a.language)
    return (
        select(*columns, by_letter.label("by_letter"), a.filed_at)
        .where(a.status.in_(OPEN_STATUSES), a.due_at > now)
        .order_by(a.due_at, a.id)
    )


def at_noon(day: date) -> datetime:
    return local_datetime(day, NOON)


class Span(NamedTuple):
    """A term: from its acceptance to its due time."""

    begins: datetime
    ends: datetime

    def working_days(self, calendar: Calendar) -> int:
        first, last = (moment.astimezone(ALMATY).date() for moment in self)
        days = (first + timedelta(nth) for nth in range((last - first).days + 1))
        return sum(calendar.is_working_day(day) for day in days)


def cause_of(catalog: str, was: Span, made: Span, calendar: Calendar) -> str:
    """Why the publication of that catalog moves a term; "" where there is none.

    The row of the hours bears the terms too: these have changed where the working days are not as many as before.
    """
    if catalog != "hours":
        return "calendar" if catalog else ""
    return "hours" if was.working_days(calendar) == made.working_days(calendar) else "term"


def by_program(begins: datetime, ends: datetime, basis: str, calendar: Calendar) -> str:
    """Why the program that runs counts otherwise: point 16 ends the term, or something else does."""
    return "point_16" if ends < due_by_row_4(begins, basis, calendar) else "recount"
