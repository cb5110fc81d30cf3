"""The published list: for anybody, by number, with what changed; no name in it, and what a stranger counts adds up."""

from __future__ import annotations

import pytest

from housing.jobs import publish_job
from tests.public.conftest import NAMES

LIST = "/published-list/351010000/general"


def rows(page):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select(".published tbody tr")
    ]


def grouped(number):
    return f"{number[:4]} {number[4:7]} {number[7:]}"


def test_it_stands_with_places_numbers_and_dates_and_no_name(published, visitor):
    page = visitor.get(LIST)
    assert [row[:2] for row in rows(page)] == [["1", grouped(published[1])], ["2", grouped(published[2])]]
    assert not any(word in page.source for name in NAMES for word in name.split())


def test_the_own_number_is_found_with_the_place_of_the_month_before(published, visitor):
    page = visitor.get(f"{LIST}?n={published[2]}")
    assert page.one(".figure b") == "2" and "place 3 a month before" in page.one(".figure")
    assert "1 person stands before you" in page.one(".figure")


def test_a_number_that_is_not_there_is_said_with_a_way_out(published, visitor):
    assert "This number is not in this list" in visitor.get(f"{LIST}?n=9999999999").one(".box")
    assert "This number is not in this list" in visitor.get(f"{LIST}?n={published[0]}").one(".box")


def test_counts_of_the_month_add_up(published, visitor):
    cells = [" ".join(row.get_text(" ").split()) for row in visitor.get(LIST).select("#changes ~ table tr")]
    assert cells == ["At the end of the month before 3", "Withdrawn by the applicant −1", "At the end of the month 2"]


def test_they_add_up_for_the_first_month_that_is_published_too(world, enter, visitor):
    enter(NAMES[0], 50), enter(NAMES[1], 5)
    with world.app.app_context():
        world.clock.ahead(days=10)
        publish_job(world.clock())
    cells = [" ".join(row.get_text(" ").split()) for row in visitor.get(LIST).select("#changes ~ table tr")]
    assert cells == ["At the end of the month before 1", "Registered +1", "At the end of the month 2"]


def test_a_past_month_stays(published, visitor):
    page = visitor.get(f"{LIST}?month=2026-10")
    assert len(rows(page)) == 3 and page.select(f"a[href='{LIST}?month=2026-11']")


@pytest.mark.parametrize(
    "where", ["/lists/351010000/C4", "/lists/1/general", f"{LIST}?month=2020-01", f"{LIST}?month=x"]
)
def test_what_is_not_published_is_not_found(published, visitor, where):
    visitor.get(where, status=404)


@pytest.mark.parametrize("asked", ["from=0", "from=-5", "from=99999999", "from=x", "n=%00", "n=<script>"])
def test_nonsense_in_the_address_shows_the_list_all_the_same(published, visitor, asked):
    assert rows(visitor.get(f"{LIST}?{asked}"))
