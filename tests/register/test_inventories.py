"""The list of inventories: what there was, and that the quarter's has not begun yet."""

from __future__ import annotations

import pytest

from tests.inventories import begun

URL = "/register/inventories"


@pytest.fixture
def quarter(world, enter):
    """Two on the register of Karaganda whom nobody has checked."""
    return [enter("Әлиев", 200), enter("Бекова", 150)]


def test_whoever_may_begin_one_is_told_that_the_quarters_has_not_begun(quarter, supervisor, head_office):
    for browser in (supervisor, head_office):
        page = browser.get(URL)
        assert "The inventory of quarter 4 of 2026 has not begun" in page.one(".box.warn")
        assert "2 entries were last checked more than 90 days ago" in page.one(".box.warn")


def test_where_one_of_everything_goes_on_nothing_is_proposed(world, quarter, supervisor, head_office):
    begun(world)
    assert not supervisor.get(URL).select(".box.warn") and not head_office.get(URL).select(".box.warn")


def test_one_of_a_branch_does_not_stand_for_the_country(world, quarter, supervisor, head_office, sits):
    begun(world, login="karaganda-head")
    assert not supervisor.get(URL).select(".box.warn")
    assert head_office.get(URL).select(".box.warn")
    assert "There has been no inventory yet" in sits("astana-head").get(URL).text


def test_the_list_tells_what_each_came_to(world, quarter, sits):
    begun(world, days=3, name="Winter")
    world.clock.ahead(days=5)
    world.work()
    (row,) = sits("karaganda-head").get(URL).select("tbody tr")
    cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
    assert (cells[0], cells[1], cells[3:]) == ("Winter", "the whole country", ["2", "0", "0", "2", "ended"])


def test_an_auditor_reads_and_begins_nothing(quarter, sits):
    page = sits("auditor").get(URL)
    assert page.select(".box.warn") and not page.select("main a[href='/register/new-inventory']")
