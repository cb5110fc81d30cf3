"""The calendar of the library: an exchange of days is taken whole or not at all, under names of our own."""

from __future__ import annotations

from datetime import date

import pytest
from flask_babel import force_locale, gettext

from housing.queries.reference.calendar import NAMES, calendar, holiday_labels, pair_exchanges, public_holidays
from tests.reference.steps import stands

FRIDAY, SUNDAY = date(2025, 1, 3), date(2025, 1, 5)
OFF, PAID = date(2028, 5, 8), date(2028, 5, 13)
EXCHANGE = "Day off (substituted from 05/13/2028)"
OURS = "Day off in exchange for a working day at a weekend"


@pytest.fixture
def days(app):
    with app.app_context():
        yield calendar


def test_a_day_off_and_the_weekend_that_pays_for_it_are_both_taken(days):
    assert days().day_off_reason(FRIDAY) == f"holiday: {OURS}"
    assert days().is_working_day(SUNDAY)


def test_a_decree_of_the_bank_s_calendar_outweighs_either_half(app, days):
    stands("days", day=SUNDAY.isoformat(), working="no", decree="Decree No. 9")
    stands("days", day=FRIDAY.isoformat(), working="yes", decree="Decree No. 9")
    assert days().day_off_reason(SUNDAY) == "day off: Decree No. 9"
    assert days().is_working_day(FRIDAY)


def test_a_half_of_an_exchange_is_not_taken():
    assert pair_exchanges({OFF: EXCHANGE}, {PAID}) == ({OFF: OURS}, {PAID: OURS})
    assert pair_exchanges({OFF: EXCHANGE}, set()) == ({}, {})
    assert pair_exchanges({}, {PAID}) == ({}, {})
    assert pair_exchanges({OFF: EXCHANGE}, {date(2028, 5, 14)}) == ({}, {})


def test_a_holiday_on_the_day_of_half_an_exchange_stays_a_holiday():
    both = {OFF: f"Victory Day; {EXCHANGE}"}
    assert pair_exchanges(both, set()) == ({OFF: "Victory Day"}, {})
    assert pair_exchanges(both, {PAID}) == ({OFF: f"Victory Day; {OURS}"}, {PAID: OURS})


def test_every_day_off_has_a_name_of_ours_in_every_language(app):
    names = {name for day in public_holidays().values() for name in holiday_labels(day)[0]}
    assert names <= set(NAMES)
    with app.test_request_context():
        for language in ("kk", "ru"):
            with force_locale(language):
                assert [name for name in names if gettext(name) == name] == []
