"""What holds of working time on any calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from housing.facts import BASES
from housing.working_time import (
    DAY,
    HOURS,
    Calendar,
    accept,
    after,
    at,
    counted_from,
    due,
    explain,
    minutes_between,
    minutes_left,
)
from tests.cases import UNTIMED

FIRST = date(2026, 7, 13)
DAYS = st.integers(0, 40).map(lambda n: FIRST + n * DAY)
CALENDARS = st.builds(
    Calendar,
    holidays=st.dictionaries(DAYS, st.just("a holiday"), max_size=6),
    days_off=st.dictionaries(DAYS, st.just("a decree"), max_size=6),
    working_days=st.dictionaries(DAYS, st.just("a decree"), max_size=6),
)
MOMENTS = st.integers(0, 38 * 86_400).map(lambda seconds: at(FIRST, time()) + timedelta(seconds=seconds))
BASIS = st.sampled_from(BASES)


def with_day_off(calendar, off):
    working = {day: decree for day, decree in calendar.working_days.items() if day != off}
    return replace(calendar, days_off={**calendar.days_off, off: "another decree"}, working_days=working)


def due_of(filed, basis, calendar):
    return due(accept(filed, calendar), basis, calendar)


@UNTIMED
@given(filed=MOMENTS, basis=BASIS, calendar=CALENDARS, off=DAYS)
def test_one_more_day_off_never_makes_it_due_earlier(filed, basis, calendar, off):
    more = with_day_off(calendar, off)
    assert accept(filed, more) >= accept(filed, calendar)
    assert due_of(filed, basis, more) >= due_of(filed, basis, calendar)


@UNTIMED
@given(one=MOMENTS, other=MOMENTS, basis=BASIS, calendar=CALENDARS)
def test_who_files_later_is_due_no_earlier(one, other, basis, calendar):
    earlier, later = sorted((one, other))
    assert accept(earlier, calendar).date() <= accept(later, calendar).date()
    assert due_of(earlier, basis, calendar) <= due_of(later, basis, calendar)


@UNTIMED
@given(filed=MOMENTS, basis=BASIS, calendar=CALENDARS)
def test_filing_on_a_day_off_is_filing_at_nine_on_the_next_working_day(filed, basis, calendar):
    calendar = with_day_off(calendar, filed.date())
    opening = at(calendar.next_working(filed.date()), time(9))
    assert accept(filed, calendar) == accept(opening, calendar) == opening
    assert due_of(filed, basis, calendar) == due_of(opening, basis, calendar)


@UNTIMED
@given(filed=MOMENTS, basis=BASIS, calendar=CALENDARS)
def test_a_term_is_so_many_whole_working_days_after_acceptance(filed, basis, calendar):
    accepted, until = accept(filed, calendar), due_of(filed, basis, calendar)
    assert calendar.is_working(accepted.date())
    assert calendar.is_working(until.date())
    assert until.time() == time(18, 30)
    closing = at(accepted.date(), time(18, 30))
    assert minutes_left(closing, until, calendar) == 480 * HOURS[0].term_days[basis]


@UNTIMED
@given(now=MOMENTS, until=MOMENTS, calendar=CALENDARS)
def test_a_working_day_is_480_minutes_and_a_day_off_none(now, until, calendar):
    tomorrow = at(calendar.next_working(now.date()), now.time())
    spent = minutes_left(now, tomorrow, calendar)
    assert spent in ({480} if calendar.is_working(now.date()) else range(481))
    far = until + 60 * DAY
    rounded = minutes_left(now, far, calendar) - minutes_left(tomorrow, far, calendar)
    assert abs(rounded - spent) <= 1
    midnight = at(now.date(), time())
    today = minutes_left(midnight, midnight + DAY, calendar)
    assert today == (480 if calendar.is_working(now.date()) else 0)


@UNTIMED
@given(now=MOMENTS, minutes=st.integers(0, 3000), calendar=CALENDARS)
def test_so_many_minutes_ahead_so_many_are_left(now, minutes, calendar):
    assert minutes_left(now, after(now, minutes, calendar), calendar) == minutes


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
    lines = explain(filed, basis, calendar)
    days = [line.date for line in lines]
    assert days == [filed.date() + n * DAY for n in range(len(days))]
    assert days[-1] == due_of(filed, basis, calendar).date()
    counted = [line.what for line in lines if line.what.startswith("working day")]
    assert counted == [f"working day {n + 1}" for n in range(HOURS[0].term_days[basis])]
    assert [line.date for line in lines if line.what == "accepted"] == [accept(filed, calendar).date()]
    off = [line for line in lines if line.what.startswith(("weekend", "holiday", "day off"))]
    assert all(not calendar.is_working(line.date) for line in off)


@UNTIMED
@given(one=MOMENTS, other=MOMENTS, calendar=CALENDARS)
def test_what_is_counted_from_a_first_day_differs_by_what_passed_between(one, other, calendar):
    start, end = (moment.replace(second=0) for moment in sorted((one, other)))
    worked = counted_from(FIRST, FIRST + 40 * DAY, calendar)
    assert worked(end) - worked(start) == minutes_between(start, end, calendar)
