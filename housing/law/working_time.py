"""Working days and minutes: when an application is accepted, when it is due, how much time is left, and why.

Pure: the calendar, which carries the hours, is an argument. Annex 1 to the Rules, row 8 (hours, next working day) and
row 4 (terms); point 16 of the Rules counts from the day of filing and is not moved by row 8.
Asia/Almaty is UTC+5 all year since 1 March 2024; a fixed offset does not depend on how old a machine's zone table is.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple

ALMATY = timezone(timedelta(hours=5), "Asia/Almaty")
DAY = timedelta(days=1)
#: By basis, the longest term in working days that the Rules allow (Annex 1, row 4); no row of the catalog is longer.
ROW_4: Mapping[str, int] = {"no_housing": 1, "emergency_housing": 3, "orphan_documents": 3}
#: Within so many working days after the day of filing the notice goes out, whatever the basis (Rules, point 16).
POINT_16_DAYS = 3


@dataclass(frozen=True, slots=True)
class Hours:
    """The provider's hours and the terms in working days, from a day on."""

    since: date
    source: str
    opens: time = time(9)
    lunch: tuple[time, time] = (time(13), time(14, 30))
    closes: time = time(18, 30)
    term_days: Mapping[str, int] = field(default_factory=lambda: dict(ROW_4))
    #: A complaint to the bank (Law on State Services, article 25(2)), in working days from its registration.
    complaint_days: int = 5
    #: A reported change, likewise; its row says on what the number rests: a lawyer has yet to confirm it.
    change_days: int = 15
    #: The law does not say whether the day of acceptance is the first of the term; the calm reading: it is not.
    acceptance_day_counts: bool = False

    @property
    def shifts(self) -> tuple[tuple[time, time], tuple[time, time]]:
        return (self.opens, self.lunch[0]), (self.lunch[1], self.closes)


#: As the Order has them: what a command counts by before there is a database, and the first row of the catalog.
HOURS: tuple[Hours, ...] = (Hours(since=date(2026, 7, 12), source="Order No. 115 of 19.03.2026, Annex 1, rows 4, 8"),)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Public holidays by name, and the corrections that Government decrees made. A correction outweighs a holiday.

    `hours`: the provider's, the oldest first; at least one.
    """

    holidays: Mapping[date, str]
    days_off: Mapping[date, str] = field(default_factory=dict)
    working_days: Mapping[date, str] = field(default_factory=dict)
    hours: tuple[Hours, ...] = HOURS

    def hours_on(self, day: date) -> Hours:
        """The hours in force on a day; before the first set, the first set (nothing was ever filed then)."""
        for row in reversed(self.hours):
            if row.since <= day:
                return row
        return self.hours[0]

    def is_working_day(self, day: date) -> bool:
        return self.day_off_reason(day) is None

    def day_off_reason(self, day: date) -> str | None:
        """None on a working day, else `day off: DECREE`, `weekend` or `holiday: NAME`."""
        if day in self.working_days:
            return None
        if day in self.days_off:
            return f"day off: {self.days_off[day]}"
        if day.weekday() >= 5:
            return "weekend"
        return f"holiday: {self.holidays[day]}" if day in self.holidays else None

    def working_day_from(self, day: date) -> date:
        """That day, or the next working day where it is a day off (Administrative Procedural Code, article 76(5))."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def next_working_day(self, day: date) -> date:
        """The first working day after that day."""
        return next(self.working_days_after(day))

    def working_days_after(self, day: date) -> Iterator[date]:
        while True:
            day += DAY
            if self.is_working_day(day):
                yield day


def local_datetime(day: date, clock: time = time.min) -> datetime:
    return datetime.combine(day, clock, ALMATY)


def acceptance_time(filed: datetime, calendar: Calendar) -> datetime:
    """When an application is accepted: at once on a working day before closing, else next working day at opening."""
    local = filed.astimezone(ALMATY)
    if calendar.is_working_day(local.date()) and local.time() < calendar.hours_on(local.date()).closes:
        return local
    day = calendar.next_working_day(local.date())
    return local_datetime(day, calendar.hours_on(day).opens)


def term_days(accepted: datetime, basis: str, calendar: Calendar) -> int:
    """The term of a basis in working days, by the hours of the day of acceptance (Annex 1, row 4). Raises KeyError."""
    return calendar.hours_on(accepted.astimezone(ALMATY).date()).term_days[basis]


def due_time(filed: datetime, accepted: datetime, basis: str, calendar: Calendar) -> datetime:
    """The earlier of what row 4 allows from acceptance and what point 16 allows from filing. Raises KeyError."""
    return min(due_by_row_4(accepted, basis, calendar), due_by_point_16(filed, calendar))


def due_by_row_4(accepted: datetime, basis: str, calendar: Calendar) -> datetime:
    """Closing time of the N-th working day after the day of acceptance (Annex 1, row 4). Raises KeyError."""
    return due_after_working_days(accepted, term_days(accepted, basis, calendar), calendar)


def due_by_point_16(filed: datetime, calendar: Calendar) -> datetime:
    """Closing time of the third working day after the day of filing, which never counts itself (Rules, point 16)."""
    return closing_time(filed, POINT_16_DAYS, calendar)


def complaint_days(accepted: datetime, calendar: Calendar) -> int:
    """The term of a complaint in working days, by the hours of the day of its registration."""
    return calendar.hours_on(accepted.astimezone(ALMATY).date()).complaint_days


def last_complaint_day(learned: date, calendar: Calendar, months: int = 3) -> date:
    """So many months from the day the person learned of the act (Administrative Procedural Code, articles 92, 76(5)).

    `months`: as the numbers of the law have it.
    """
    month = learned.month + months
    year, month = learned.year + (month - 1) // 12, (month - 1) % 12 + 1
    last = min(learned.day, monthrange(year, month)[1])
    return calendar.working_day_from(date(year, month, last))


def due_after_working_days(accepted: datetime, working_days: int, calendar: Calendar) -> datetime:
    """Closing time of that working day of a term that begins with acceptance, whose own day may be its first."""
    counts = calendar.hours_on(accepted.astimezone(ALMATY).date()).acceptance_day_counts
    return closing_time(accepted, working_days - counts, calendar)


def closing_time(moment: datetime, working_days: int, calendar: Calendar) -> datetime:
    """When the bank closes on that working day after the day of the moment."""
    day = moment.astimezone(ALMATY).date()
    following = calendar.working_days_after(day)
    for _ in range(working_days):
        day = next(following)
    return local_datetime(day, calendar.hours_on(day).closes)


def minutes_left(now: datetime, until: datetime, calendar: Calendar) -> int:
    """Working minutes from now until then, rounded down: 480 a working day; negative when it has passed."""
    if now > until:
        return -minutes_between(until, now, calendar)
    return minutes_between(now, until, calendar)


def minutes_between(start: datetime, end: datetime, calendar: Calendar) -> int:
    start, end = start.astimezone(ALMATY), end.astimezone(ALMATY)
    total, day = timedelta(), start.date()
    while day <= end.date():
        if calendar.is_working_day(day):
            for opens, closes in calendar.hours_on(day).shifts:
                total += max(
                    min(end, local_datetime(day, closes)) - max(start, local_datetime(day, opens)), timedelta()
                )
        day += DAY
    return total // timedelta(minutes=1)


def working_minutes_counter(first: date, last: date, calendar: Calendar) -> Callable[[datetime], int]:
    """Working minutes since the beginning of the first day, for whole minutes up to the end of the last.

    The difference of two is what passed between them: for many pairs, of which each would walk the days again.
    """
    days, total = {}, 0
    for n in range((last - first).days + 1):
        day = first + n * DAY
        shifts = calendar.hours_on(day).shifts if calendar.is_working_day(day) else ()
        in_minutes = [(minute_of(opens), minute_of(closes)) for opens, closes in shifts]
        days[day] = total, in_minutes
        total += sum(closes - opens for opens, closes in in_minutes)

    def minutes_until(moment: datetime) -> int:
        local = moment.astimezone(ALMATY)
        before, shifts = days[local.date()]
        now = minute_of(local)
        return before + sum(max(min(now, closes) - opens, 0) for opens, closes in shifts)

    return minutes_until


def minute_of(clock: time | datetime) -> int:
    """Of the day."""
    return clock.hour * 60 + clock.minute


class ExplainedDay(NamedTuple):
    """A line of the explanation. `what`: filed, accepted, working day N, weekend, holiday: NAME, day off: DECREE."""

    date: date
    what: str


def explain_due_time(filed: datetime, basis: str, calendar: Calendar) -> list[ExplainedDay]:
    """Day by day from filing to the due time: why the application is due when it is."""
    return explain_until(due_time(filed, acceptance_time(filed, calendar), basis, calendar), filed, calendar)


def explain_until(until: datetime, filed: datetime, calendar: Calendar) -> list[ExplainedDay]:
    """The same for what is due at that time, however its term was counted."""
    accepted = acceptance_time(filed, calendar)
    first_counted = calendar.hours_on(accepted.date()).acceptance_day_counts
    day, number, lines = filed.astimezone(ALMATY).date(), int(first_counted), []
    while day <= until.astimezone(ALMATY).date():
        if day == accepted.date():
            what = "accepted"
        elif day == filed.astimezone(ALMATY).date() and calendar.is_working_day(day):
            what = "filed"
        elif off := calendar.day_off_reason(day):
            what = off
        else:
            number += 1
            what = f"working day {number}"
        lines.append(ExplainedDay(day, what))
        day += DAY
    return lines


def add_working_minutes(now: datetime, minutes: int, calendar: Calendar) -> datetime:
    """The instant before which so many working minutes pass: what is due by then has no more than that left."""
    day, budget = now.astimezone(ALMATY).date(), timedelta(minutes=minutes)
    while True:
        for opens, closes in calendar.hours_on(day).shifts if calendar.is_working_day(day) else ():
            start = max(now, local_datetime(day, opens))
            room = max(local_datetime(day, closes) - start, timedelta())
            if budget <= room:
                return start + budget
            budget -= room
        day += DAY
