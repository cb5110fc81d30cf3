"""When an application is accepted and due, by the calendar of Kazakhstan (law.md 5, domain.md 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from housing.law.working_time import (
    ALMATY,
    DAY,
    HOURS,
    ROW_4,
    Calendar,
    acceptance_time,
    add_working_minutes,
    due_by_point_16,
    due_by_row_4,
    due_time,
    explain_due_time,
    minutes_left,
)
from housing.queries.reference.calendar import public_holidays

KZ = Calendar(holidays=public_holidays())


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


def accepted_and_due(filed, basis, calendar=KZ):
    accepted = acceptance_time(filed, calendar)
    return f"{accepted:%a %d %b %H:%M}", f"{due_time(filed, accepted, basis, calendar):%a %d %b %H:%M}"


@pytest.mark.parametrize(
    ("filed", "basis", "accepted", "until"),
    [
        ("2026-07-13 10:15", "no_housing", "Mon 13 Jul 10:15", "Tue 14 Jul 18:30"),
        ("2026-07-13 18:30", "no_housing", "Tue 14 Jul 09:00", "Wed 15 Jul 18:30"),
        ("2026-07-13 19:00", "emergency_housing", "Tue 14 Jul 09:00", "Thu 16 Jul 18:30"),
        ("2026-07-18 11:00", "emergency_housing", "Mon 20 Jul 09:00", "Wed 22 Jul 18:30"),
        # Point 16: the evening before a long weekend, the instant of closing and the one before, and New Year
        ("2026-10-23 19:00", "orphan_documents", "Tue 27 Oct 09:00", "Thu 29 Oct 18:30"),
        ("2026-07-17 18:29:59", "emergency_housing", "Fri 17 Jul 18:29", "Wed 22 Jul 18:30"),
        ("2026-07-17 18:30:00", "emergency_housing", "Mon 20 Jul 09:00", "Wed 22 Jul 18:30"),
        ("2026-12-31 19:00", "orphan_documents", "Tue 05 Jan 09:00", "Fri 08 Jan 18:30"),
        ("2026-10-23 19:00", "no_housing", "Tue 27 Oct 09:00", "Wed 28 Oct 18:30"),
        ("2026-08-28 12:00", "no_housing", "Fri 28 Aug 12:00", "Mon 31 Aug 18:30"),
        # domain.md 6.4
        ("2026-07-17 18:29:59", "no_housing", "Fri 17 Jul 18:29", "Mon 20 Jul 18:30"),
        ("2026-07-17 18:30:00", "no_housing", "Mon 20 Jul 09:00", "Tue 21 Jul 18:30"),
        ("2026-07-17 18:30:01", "no_housing", "Mon 20 Jul 09:00", "Tue 21 Jul 18:30"),
        ("2026-07-13 13:45", "no_housing", "Mon 13 Jul 13:45", "Tue 14 Jul 18:30"),
        ("2026-07-13 00:00", "no_housing", "Mon 13 Jul 00:00", "Tue 14 Jul 18:30"),
        ("2026-07-13 23:59:59", "no_housing", "Tue 14 Jul 09:00", "Wed 15 Jul 18:30"),
        ("2026-07-19 23:59", "no_housing", "Mon 20 Jul 09:00", "Tue 21 Jul 18:30"),
        ("2026-12-15 19:00", "no_housing", "Thu 17 Dec 09:00", "Fri 18 Dec 18:30"),
        ("2026-12-16 10:00", "no_housing", "Thu 17 Dec 09:00", "Fri 18 Dec 18:30"),
        ("2026-12-15 12:00", "no_housing", "Tue 15 Dec 12:00", "Thu 17 Dec 18:30"),
        ("2027-03-12 19:00", "no_housing", "Tue 16 Mar 09:00", "Wed 17 Mar 18:30"),
        ("2026-12-31 19:00", "no_housing", "Tue 05 Jan 09:00", "Wed 06 Jan 18:30"),
        ("2027-03-19 10:00", "orphan_documents", "Fri 19 Mar 10:00", "Mon 29 Mar 18:30"),
        ("2026-07-13 10:15", "emergency_housing", "Mon 13 Jul 10:15", "Thu 16 Jul 18:30"),
        ("2026-07-13 10:15", "orphan_documents", "Mon 13 Jul 10:15", "Thu 16 Jul 18:30"),
    ],
)
def test_accepted_and_due(filed, basis, accepted, until):
    assert accepted_and_due(moment(filed), basis) == (accepted, until)


def test_the_last_instant_before_closing_is_still_the_same_day():
    filed = moment("2026-07-17 18:29:59.999999")
    assert acceptance_time(filed, KZ) == filed


@pytest.mark.parametrize("zone", [UTC, timezone(timedelta(hours=-8)), timezone(timedelta(hours=14))])
def test_the_zone_of_the_caller_does_not_matter(zone):
    filed = moment("2026-07-13 18:30")
    assert acceptance_time(filed.astimezone(zone), KZ) == acceptance_time(filed, KZ) == moment("2026-07-14 09:00")
    assert acceptance_time(filed.astimezone(zone), KZ).utcoffset() == timedelta(hours=5)
    early = moment("2026-07-14 00:30").astimezone(zone)
    assert due_time(early, acceptance_time(early, KZ), "no_housing", KZ) == moment("2026-07-15 18:30")
    assert due_time(early, acceptance_time(early, KZ), "orphan_documents", KZ) == moment("2026-07-17 18:30")


#: domain.md 6.2: the weekdays off; the two days of Kurban Ait are the library's estimates and stand apart.
OFF = {
    2026: ["01-01", "01-02", "01-07", "03-09", "03-23", "03-24", "03-25", "05-01", "05-07", "05-11", "05-27", "07-06",
           "10-26", "12-16"],
    2027: ["01-01", "01-04", "01-07", "03-08", "03-15", "03-22", "03-23", "03-24", "05-03", "05-07", "05-10", "07-06",
           "10-25", "12-16"],
}  # fmt: skip


@pytest.mark.parametrize("year", OFF)
def test_the_weekdays_off_of_the_year(year):
    days = [date(year, 1, 1) + n * DAY for n in range(365)]
    assert [f"{day:%m-%d}" for day in days if day.weekday() < 5 and not KZ.is_working_day(day)] == OFF[year]


def test_31_august_2026_is_a_working_day_and_15_march_2027_is_none():
    assert KZ.is_working_day(date(2026, 8, 31))
    assert KZ.day_off_reason(date(2027, 3, 15)) == "holiday: Constitution Day"


def test_a_correction_outweighs_weekend_and_holiday():
    friday, saturday, holiday = date(2026, 7, 17), date(2026, 7, 18), date(2026, 12, 16)
    decree = "Decree No. 1"
    moved = replace(KZ, days_off={friday: decree, saturday: decree}, working_days={holiday: decree})
    assert moved.day_off_reason(friday) == moved.day_off_reason(saturday) == "day off: Decree No. 1"
    assert moved.is_working_day(holiday)
    worked = replace(KZ, working_days={saturday: decree})
    assert accepted_and_due(moment("2026-07-17 12:00"), "no_housing", worked)[1] == "Sat 18 Jul 18:30"
    assert accepted_and_due(moment("2026-07-18 12:00"), "no_housing", worked)[0] == "Sat 18 Jul 12:00"
    assert accepted_and_due(moment("2026-07-16 12:00"), "no_housing", moved)[1] == "Mon 20 Jul 18:30"


def test_a_weekend_is_called_so_even_where_a_holiday_falls_on_it():
    assert KZ.day_off_reason(date(2026, 10, 25)) == "weekend"
    assert KZ.day_off_reason(date(2026, 10, 26)) == "holiday: Republic Day (observed)"


def test_why_it_is_due_when_it_is_day_by_day():
    said = [
        (f"{day:%d %b}", what) for day, what in explain_due_time(moment("2026-10-23 12:00"), "orphan_documents", KZ)
    ]
    assert said == [
        ("23 Oct", "accepted"),
        ("24 Oct", "weekend"),
        ("25 Oct", "weekend"),
        ("26 Oct", "holiday: Republic Day (observed)"),
        ("27 Oct", "working day 1"),
        ("28 Oct", "working day 2"),
        ("29 Oct", "working day 3"),
    ]


@pytest.mark.parametrize(
    ("filed", "said"),
    [
        ("2026-07-13 10:00", ["accepted", "working day 1"]),
        ("2026-07-13 19:00", ["filed", "accepted", "working day 1"]),
        ("2026-07-17 19:00", ["filed", "weekend", "weekend", "accepted", "working day 1"]),
        ("2026-07-18 11:00", ["weekend", "weekend", "accepted", "working day 1"]),
    ],
)
def test_the_day_of_filing_is_told_too(filed, said):
    assert [what for _, what in explain_due_time(moment(filed), "no_housing", KZ)] == said


def test_the_days_of_a_term_that_point_16_ends_are_told_up_to_its_end():
    said = [what for _, what in explain_due_time(moment("2026-07-17 19:00"), "emergency_housing", KZ)]
    assert said == ["filed", "weekend", "weekend", "accepted", "working day 1", "working day 2"]


def test_whether_the_day_of_acceptance_counts_is_a_parameter():
    assert [row.acceptance_day_counts for row in HOURS] == [False]
    counts = replace(KZ, hours=(replace(HOURS[0], acceptance_day_counts=True),))
    assert accepted_and_due(moment("2026-07-13 10:15"), "no_housing", counts)[1] == "Mon 13 Jul 18:30"
    assert accepted_and_due(moment("2026-07-13 10:15"), "orphan_documents", counts)[1] == "Wed 15 Jul 18:30"
    assert [what for _, what in explain_due_time(moment("2026-07-13 10:15"), "orphan_documents", counts)] == [
        "accepted",
        "working day 2",
        "working day 3",
    ]


def test_whether_the_day_of_acceptance_counts_touches_row_4_alone():
    counts = replace(KZ, hours=(replace(HOURS[0], acceptance_day_counts=True),))
    for filed in ("2026-07-13 19:00", "2026-07-18 11:00"):
        by_point_16, first = due_by_point_16(moment(filed), KZ), acceptance_time(moment(filed), KZ)
        assert due_by_point_16(moment(filed), counts) == by_point_16, "the day of filing never counts"
        assert due_by_row_4(first, "orphan_documents", KZ) > by_point_16
        assert due_by_row_4(first, "orphan_documents", counts) == by_point_16


def test_a_longer_row_than_row_4_allows_ends_with_point_16():
    longer = replace(KZ, hours=(replace(HOURS[0], term_days=dict.fromkeys(ROW_4, 5)),))
    assert accepted_and_due(moment("2026-07-13 10:15"), "orphan_documents", longer)[1] == "Thu 16 Jul 18:30"


def test_hours_are_those_of_the_day():
    later = replace(HOURS[0], since=date(2027, 1, 1))
    both = replace(KZ, hours=(*HOURS, later))
    assert both.hours_on(date(2026, 12, 31)) is HOURS[0]
    assert both.hours_on(date(2027, 1, 1)) is later
    assert both.hours_on(date(2020, 1, 1)) is HOURS[0]


def test_what_is_filed_today_is_due_at_the_closing_of_the_later_hours():
    later = replace(HOURS[0], since=date(2026, 7, 14), opens=time(8), closes=time(17), term_days={"no_housing": 2})
    both = replace(KZ, hours=(*HOURS, later))
    filed = moment("2026-07-13 10:15")
    assert accepted_and_due(filed, "no_housing", both) == ("Mon 13 Jul 10:15", "Tue 14 Jul 17:00")
    assert accepted_and_due(moment("2026-07-13 19:00"), "no_housing", both) == ("Tue 14 Jul 08:00", "Thu 16 Jul 17:00")
    assert minutes_left(moment("2026-07-13 18:00"), moment("2026-07-14 09:00"), both) == 30 + 60


@pytest.mark.parametrize(
    ("now", "until", "left"),
    [
        ("2026-07-13 09:00", "2026-07-13 18:30", 480),
        ("2026-07-13 10:15", "2026-07-14 18:30", 885),
        ("2026-07-13 08:00", "2026-07-13 18:30", 480),
        ("2026-07-13 13:00", "2026-07-13 18:30", 240),
        ("2026-07-13 13:45", "2026-07-13 18:30", 240),
        ("2026-07-13 14:30", "2026-07-13 18:30", 240),
        ("2026-07-13 12:59", "2026-07-13 14:31", 2),
        ("2026-07-13 18:30", "2026-07-14 18:30", 480),
        ("2026-07-17 18:00", "2026-07-20 09:30", 60),
        ("2026-07-18 12:00", "2026-07-20 18:30", 480),
        ("2026-10-23 18:00", "2026-10-27 09:30", 60),
        ("2026-07-13 18:29:01", "2026-07-13 18:30", 0),  # rounded down
        ("2026-07-13 18:30", "2026-07-13 18:30", 0),
        ("2026-07-14 10:00", "2026-07-13 18:30", -60),
        ("2026-07-15 09:00", "2026-07-13 18:30", -480),
    ],
)
def test_working_minutes_left(now, until, left):
    assert minutes_left(moment(now), moment(until), KZ) == left
    assert minutes_left(moment(now).astimezone(UTC), moment(until).astimezone(UTC), KZ) == left


@pytest.mark.parametrize(
    ("now", "minutes", "instant"),
    [
        ("2026-07-13 10:00", 60, "2026-07-13 11:00"),
        ("2026-07-13 12:30", 60, "2026-07-13 15:00"),
        ("2026-07-13 13:45", 240, "2026-07-13 18:30"),
        ("2026-07-13 13:45", 241, "2026-07-14 09:01"),
        ("2026-07-17 18:00", 60, "2026-07-20 09:30"),
        ("2026-10-23 09:00", 960, "2026-10-27 18:30"),
    ],
)
def test_the_instant_so_many_working_minutes_ahead(now, minutes, instant):
    assert add_working_minutes(moment(now), minutes, KZ) == moment(instant)
