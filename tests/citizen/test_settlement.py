"""The settlement applied to."""

from __future__ import annotations

import pytest

from tests.citizen.steps import begun, english

URL = "/apply/settlement"


def chosen(page):
    return [option["value"] for option in page.select("option[selected]")]


def test_the_settlement_of_registration_is_offered(world):
    page = begun(world).get(URL)
    assert chosen(page) == ["750000000"] and "You are registered in: Алматы" in page.text


def test_who_is_registered_nowhere_chooses_freely(world):
    page = begun(world, "amirkhan").get(URL)
    assert chosen(page) in ([], [""]) and "name no settlement" in page.text


def test_what_was_chosen_stays(world):
    browser = begun(world)
    assert browser.post(URL, {"settlement": "351010000"}).location == "/apply/tasks"
    assert chosen(browser.get(URL)) == ["351010000"]


@pytest.mark.parametrize("code", ["", "000000000", "350000000", "қала", "7" * 10_000])
def test_only_a_settlement_of_the_list_is_taken(world, code):
    page = begun(world).post(URL, {"settlement": code}, status=422)
    assert "Choose a settlement from the list" in page.one("#errors")
    assert page.select("#errors a[href='#settlement']") and page.html.title.text.startswith("Error:")


def test_names_that_repeat_stand_with_their_region(world):
    options = [option.text for option in begun(world).get(URL).select("option")]
    assert len(options) == len(set(options)) > 200


def test_without_a_draft_the_way_leads_to_its_beginning(world):
    assert english(world, "aigerim").get(URL, status=303).location == "/apply"
