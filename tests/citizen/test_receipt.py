"""The receipt: number, times, and the ladder that says why."""

from __future__ import annotations

from datetime import datetime

import pytest

from housing.law.working_time import ALMATY
from tests.citizen.steps import english, number_of
from tests.reference.steps import stands


def receipt(world, key="aigerim", **headers):
    with world.app.app_context():
        number = next(iter(numbers(world, key)))
    return english(world, key).get(f"/cabinet/receipt/{number}", **headers)


def numbers(world, key):
    from housing.queries.filing.cabinet import list_own_cases

    return [case.number for case in list_own_cases(world.who(key))]


def filed_at(world, *moment, key="aigerim"):
    world.clock.go(datetime(*moment, tzinfo=ALMATY))
    world.filed(key)
    return [" ".join(li.get_text(" ").split()) for li in receipt(world, key).select(".term-timeline li")]


def test_an_application_in_working_hours_is_due_on_the_next_working_day(world):
    assert filed_at(world, 2026, 11, 24, 10, 0) == [
        "Tuesday 24 November 10:00, submitted and accepted The day of acceptance does not count",
        "Wednesday 25 November working day 1: decision by 18:30",
    ]


def test_the_evening_before_a_long_weekend_is_explained_day_by_day(world):
    assert filed_at(world, 2026, 10, 23, 19, 4) == [
        "Friday 23 October 19:04, submitted Working hours had ended at 18:30",
        "Saturday 24 October weekend",
        "Sunday 25 October weekend, Republic Day",
        "Monday 26 October Republic Day: the holiday fell on a weekend Law “On Holidays”, article 5",
        "Tuesday 27 October 09:00, accepted The day of acceptance does not count",
        "Wednesday 28 October working day 1: decision by 18:30",
    ]


def test_a_day_off_is_explained_too(world):
    lines = filed_at(world, 2026, 7, 18, 11, 0, key="viktor")
    assert lines[0] == "Saturday 18 July 11:00, submitted weekend"
    assert lines[-1] == "Wednesday 22 July working day 2: decision by 18:30" and len(lines) == 5
    why = receipt(world, "viktor").one("#receipt-why")
    assert "Your basis has 3 working days." in why
    assert "within 3 working days after the day of filing" in why and "point 16" in why


def test_where_row_4_ends_the_term_nothing_is_said_of_point_16(world):
    filed_at(world, 2026, 11, 24, 10, 0)
    assert "point 16" not in receipt(world).one("#receipt-why")


def test_a_day_off_by_decree_names_the_decree(world):
    with world.app.app_context():
        stands("days", day="2026-11-25", working="no", decree="Decree No. 7")
    assert filed_at(world, 2026, 11, 24, 10, 0)[1] == "Wednesday 25 November day off Decree No. 7"


def test_number_and_times_stand_on_it(world):
    world.filed("aigerim")
    page = receipt(world)
    assert page.one("#number").startswith("2611 ") and "Signed: 24.11.2026 10:00" in page.text
    assert page.select("[data-copy]")[0]["data-copy"] == page.one("#number").replace(" ", "")


def test_while_undecided_the_status_looks_again_and_then_stops(world):
    world.filed("aigerim")
    assert receipt(world).select("#receipt-status[hx-get][hx-trigger='every 3s']")
    world.work()
    page = receipt(world)
    assert not page.select("#receipt-status[hx-get]") and page.select("#receipt-status a[href^='/cabinet/notice/']")


def test_what_htmx_receives_is_part_of_the_page(world):
    world.filed("aigerim")
    browser = english(world, "aigerim")
    url = "/cabinet/receipt/" + number_of(world, "aigerim")
    whole = browser.client.get(url).get_data(as_text=True)
    part = browser.client.get(url, headers={"HX-Request": "true"}).get_data(as_text=True)
    assert part.strip().startswith('<div id="receipt-status"') and part.strip() in whole


def test_nothing_new_is_not_sent_again(world):
    world.filed("aigerim")
    browser = english(world, "aigerim")
    url = "/cabinet/receipt/" + number_of(world, "aigerim")
    browser.get(f"{url}?seen=accepted", status=204, **{"HX-Request": "true"})
    world.work()
    browser.get(f"{url}?seen=accepted", **{"HX-Request": "true"})


@pytest.mark.parametrize("number", ["2611000001", "0", "ө", "1' OR '1'='1"])
def test_somebody_elses_receipt_is_not_there(world, number):
    world.filed("marat")
    english(world, "aigerim").get(f"/cabinet/receipt/{number}", status=404)
