"""Agreement to a dwelling that falls short."""

from __future__ import annotations

import pytest

from tests.citizen.steps import begun, english

URL = "/apply/dwelling"


@pytest.mark.parametrize("given", ["yes", "no"])
def test_what_was_answered_stays(world, given):
    browser = begun(world)
    assert browser.post(URL, {"agrees_smaller": given}).location == "/apply/tasks"
    assert [radio["value"] for radio in browser.get(URL).select("input[checked]")] == [given]


def test_nothing_is_agreed_to_by_default(world):
    assert not begun(world).get(URL).select("input[checked]")


@pytest.mark.parametrize("given", ["", "maybe", "иә" * 5_000])
def test_it_is_yes_or_no(world, given):
    page = begun(world).post(URL, {"agrees_smaller": given}, status=422)
    assert page.select("#errors a[href='#agrees_smaller-0']")


def test_without_a_draft_the_way_leads_to_its_beginning(world):
    assert english(world, "aigerim").get(URL, status=303).location == "/apply"
