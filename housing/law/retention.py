"""How long something is kept: a term in whole days, months or years, and when it is over. Pure.

Days run from the moment, as so many times 24 hours. Months and years are counted by the calendar of Almaty: the last
day is the day of the same number, in a shorter month its last one, and it belongs to the term. An unknown beginning
ends nothing.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple, get_args

from housing.law.working_time import ALMATY

Unit = Literal["days", "months", "years"]
UNITS: tuple[Unit, ...] = get_args(Unit)
#: The first years that a calendar of Python knows are before anything that Kezek keeps.
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)


class Term(NamedTuple):
    """`number` of `unit`, at least one."""

    number: int
    unit: Unit

    @property
    def months(self) -> int:
        """Of a term that is counted by the calendar; else 0."""
        return self.number * {"years": 12, "months": 1}.get(self.unit, 0)

    @property
    def span(self) -> timedelta:
        """Of a term that runs from the moment; else none."""
        return timedelta(days=self.number if self.unit == "days" else 0)

    @property
    def shortest(self) -> timedelta:
        """It is never shorter: a month has 28 days at least, and no two short ones follow one another."""
        return self.span or timedelta(days=30 * self.months - 2)

    @property
    def longest(self) -> timedelta:
        return self.span or timedelta(days=31 * self.months)


def is_term_enough(term: Term, least: Term) -> bool:
    """Whether a term is never shorter than another, whenever both begin."""
    if term.months and least.months:
        return term.months >= least.months
    return term.shortest >= least.longest


def months_after(day: date, months: int) -> date:
    """The day of the same number so many months later (before, where negative), or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term_end(begun: datetime, term: Term) -> datetime:
    """The first moment at which a term that began then is over. UTC."""
    if term.span:
        return begun.astimezone(UTC) + term.span
    last = months_after(begun.astimezone(ALMATY).date(), term.months)
    return datetime.combine(last + timedelta(days=1), time(), ALMATY).astimezone(UTC)


def is_over(begun: datetime | None, term: Term, now: datetime) -> bool:
    return begun is not None and term_end(begun, term) <= now


def oldest_kept(term: Term, now: datetime) -> datetime:
    """The earliest beginning that is still within its term: whatever began before is over. UTC."""
    if term.span:
        # What began a term ago to the very moment is over, and time is counted in microseconds.
        return max(EARLIEST, now.astimezone(UTC) - term.span + timedelta(microseconds=1))
    today = now.astimezone(ALMATY).date()
    if today.year * 12 - term.months <= EARLIEST.year * 12:
        return EARLIEST
    day = months_after(today, -term.months)
    # No day before it reaches today. In a shorter month it stands for days that are not there: those end sooner.
    while months_after(day, term.months) < today:
        day += timedelta(days=1)
    return datetime.combine(day, time(), ALMATY).astimezone(UTC)
