"""What holds of working time on any calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from housing.law.facts import BASES
from housing.law.working_time import (
    DAY,
    HOURS,
    Calendar,
    Hours,
    acceptance_time,
    add_working_minutes,
    due_time,
    explain_due_time,
    local_datetime,
    minutes_between,
    minutes_left,
    working_minutes_counter,
)
from tests.cases import UNTIMED

FIRST = date(2026, 7, 13)
DAYS = st.integers(0, 40).map(lambda n: FIRST + n * DAY)
CLOCKS = st.lists(st.integers(0, 24 * 60 - 1), min_size=4, max_size=4, unique=True).map(
    lambda minutes: [time(*divmod(minute, 60)) for minute in sorted(minutes)]
)


def hours(since, clocks, days, counts):
    opens, begins, ends, closes = clocks
    return Hours(
        since,
        "a document",
        opens,
        (begins, ends),
        closes,
        dict(zip(BASES, days, strict=True)),
        acceptance_day_counts=counts,
    )


#: The hours of the Order, or others from some day on: they begin after those that stand.
SETS = st.lists(
    st.builds(hours, DAYS, CLOCKS, st.lists(st.integers(1, 5), min_size=3, max_size=3), st.booleans()),
    max_size=3,
    unique_by=lambda row: row.since,
)


def calendars(hours):
    marked = [st.dictionaries(DAYS, st.just(words), max_size=6) for words in ("a holiday", "a decree", "a decree")]
    return st.builds(Calendar, *marked, hours)


CALENDARS = calendars(SETS.map(lambda sets: (*HOURS, *sorted(sets, key=lambda row: row.since))))
#: One set of hours, any one: where a term is shorter from some day on, who files later may be due earlier.
STEADY = calendars(SETS.map(lambda sets: tuple(sets[:1]) or HOURS))
MOMENTS = st.integers(0, 38 * 86_400).map(lambda seconds: local_datetime(FIRST, time()) + timedelta(seconds=seconds))
BASIS = st.sampled_from(BASES)


def with_day_off(calendar, off):
    working = {day: decree for day, decree in calendar.working_days.items() if day != off}
    return replace(calendar, days_off={**calendar.days_off, off: "another decree"}, working_days=working)


def worked(day, calendar):
    """Minutes of a day, by its own hours."""
    hours = calendar.hours_on(day)
    clocks = [local_datetime(day, clock) for clock in (hours.opens, hours.lunch[0], hours.lunch[1], hours.closes)]
    opens, begins, ends, closes = clocks
    return ((begins - opens) + (closes - ends)) // timedelta(minutes=1) if calendar.is_working_day(day) else 0


def due_of(filed, basis, calendar):
    return due_time(filed, acceptance_time(filed, calendar), basis, calendar)


def working_days_between(first, last, calendar):
    """After the first day, up to the last."""
    return sum(calendar.is_working_day(first + n * DAY) for n in range(1, (last - first).days + 1))


@UNTIMED
@given(filed=MOMENTS, basis=BASIS, calendar=STEADY, off=DAYS)
def test_one_more_day_off_never_makes_it_due_earlier(filed, basis, calendar, off):
    more = with_day_off(calendar, off)
    assert acceptance_time(filed, more) >= acceptance_time(filed, calendar)
    assert due_of(filed, basis, more) >= due_of(filed, basis, calendar)


@UNTIMED
@given(one=MOMENTS, other=MOMENTS, basis=BASIS, calendar=STEADY)
def test_who_files_later_is_due_no_earlier(one, other, basis, calendar):
    earlier, later = sorted((one, other))
    assert acceptance_time(earlier, calendar).date() <= acceptance_time(later, calendar).date()
    assert due_of(earlier, basis, calendar) <= due_of(later, basis, calendar)


@UNTIMED
@given(filed=MOMENTS, basis=BASIS, calendar=CALENDARS)
def test_filing_on_a_day_off_is_accepted_as_filing_at_the_opening_of_the_next_working_day(filed, basis, calendar):
    calendar = with_day_off(calendar, filed.date())
    following = calendar.next_working_day(filed.date())
    opening = local_datetime(following, calendar.hours_on(following).opens)
    assert acceptance_time(filed, calendar) == acceptance_time(opening, calendar) == opening
    assert due_of(filed, basis, calendar) <= due_of(opening, basis, calendar), "point 16 counts from the filing"


@UNTIMED
@given(filed=MOMENTS, basis=BASIS, calendar=CALENDARS)
def test_a_term_ends_where_row_4_or_point_16_ends_it_first(filed, basis, calendar):
    accepted, until = acceptance_time(filed, calendar), due_of(filed, basis, calendar)
    assert calendar.is_working_day(accepted.date())
    assert calendar.is_working_day(until.date())
    assert until.time() == calendar.hours_on(until.date()).closes
    hours = calendar.hours_on(accepted.date())
    by_row_4 = working_days_between(accepted.date(), until.date(), calendar) + hours.acceptance_day_counts
    by_point_16 = working_days_between(filed.date(), until.date(), calendar)
    assert (by_row_4, by_point_16) in [(hours.term_days[basis], n) for n in range(4)] + [
        (n, 3) for n in range(hours.term_days[basis])
    ]


@UNTIMED
@given(filed=MOMENTS, basis=BASIS, calendar=CALENDARS)
def test_whole_working_days_lie_between_the_closing_of_the_first_day_and_the_due_time(filed, basis, calendar):
    accepted, until = acceptance_time(filed, calendar).date(), due_of(filed, basis, calendar)
    days = [accepted + n * DAY for n in range(1, (until.date() - accepted).days + 1)]
    closing = local_datetime(accepted, calendar.hours_on(accepted).closes)
    assert minutes_left(closing, until, calendar) == sum(worked(day, calendar) for day in days)


@UNTIMED
@given(now=MOMENTS, until=MOMENTS, calendar=STEADY)
def test_from_one_working_day_to_the_next_a_whole_one_passes(now, until, calendar):
    tomorrow = local_datetime(calendar.next_working_day(now.date()), now.time())
    spent, whole = minutes_left(now, tomorrow, calendar), worked(tomorrow.date(), calendar)
    assert spent in ({whole} if calendar.is_working_day(now.date()) else range(whole + 1))
    far = until + 60 * DAY
    rounded = minutes_left(now, far, calendar) - minutes_left(tomorrow, far, calendar)
    assert abs(rounded - spent) <= 1


@UNTIMED
@given(day=DAYS, calendar=CALENDARS)
def test_a_working_day_is_its_own_hours_without_lunch_and_a_day_off_is_none(day, calendar):
    midnight = local_datetime(day, time())
    assert minutes_left(midnight, midnight + DAY, calendar) == worked(day, calendar)
    assert worked(day, replace(calendar, hours=HOURS)) in (0, 480)


@UNTIMED
@given(now=MOMENTS, minutes=st.integers(0, 3000), calendar=CALENDARS)
def test_so_many_minutes_ahead_so_many_are_left(now, minutes, calendar):
    assert minutes_left(now, add_working_minutes(now, minutes, calendar), calendar) == minutes


@UNTIMED
@given(now=MOMENTS, until=MOMENTS, calendar=CALENDARS)
def test_minutes_overdue_are_those_that_were_left_the_other_way(now, until, calendar):
    assert minutes_left(now, until, calendar) == -minutes_left(until, now, calendar)


@UNTIMED
@given(now=MOMENTS, step=st.integers(0, 5000), until=MOMENTS, calendar=CALENDARS)
def test_time_left_never_grows(now, step, until, calendar):
    assert minutes_left(now + timedelta(minutes=step), until, calendar) <= minutes_left(now, until, calendar)


@UNTIMED
@given(filed=MOMENTS, basis=BASIS, calendar=CALENDARS)
def test_the_explanation_has_a_line_for_every_day_and_ends_with_the_term(filed, basis, calendar):
    lines = explain_due_time(filed, basis, calendar)
    days = [line.date for line in lines]
    assert days == [filed.date() + n * DAY for n in range(len(days))]
    assert days[-1] == due_of(filed, basis, calendar).date()
    counted = [line.what for line in lines if line.what.startswith("working day")]
    hours = calendar.hours_on(acceptance_time(filed, calendar).date())
    first = 1 + hours.acceptance_day_counts
    assert counted == [f"working day {n}" for n in range(first, first + len(counted))]
    assert first + len(counted) - 1 <= hours.term_days[basis]
    assert [line.date for line in lines if line.what == "accepted"] == [acceptance_time(filed, calendar).date()]
    off = [line for line in lines if line.what.startswith(("weekend", "holiday", "day off"))]
    assert all(not calendar.is_working_day(line.date) for line in off)


@UNTIMED
@given(one=MOMENTS, other=MOMENTS, calendar=CALENDARS)
def test_what_is_counted_from_a_first_day_differs_by_what_passed_between(one, other, calendar):
    start, end = (moment.replace(second=0) for moment in sorted((one, other)))
    worked = working_minutes_counter(FIRST, FIRST + 40 * DAY, calendar)
    assert worked(end) - worked(start) == minutes_between(start, end, calendar)
