"""The category of Article 74(1): one, or none; never decisive."""

from __future__ import annotations

import pytest

from tests.citizen.steps import begun, english

URL = "/apply/category"


def chosen(page):
    return [radio["value"] for radio in page.select("input[checked]")]


def test_nothing_is_chosen_for_the_person(world):
    assert chosen(begun(world).get(URL)) == []


def test_all_ten_and_none_are_offered(world):
    assert len(begun(world).get(URL).select("input[type=radio]")) == 11


@pytest.mark.parametrize("category", ["C7", "none"])
def test_what_was_chosen_stays(world, category):
    browser = begun(world)
    assert browser.post(URL, {"category": category}).location == "/apply/tasks"
    assert chosen(browser.get(URL)) == [category]


def test_what_the_bases_confirm_is_said_at_the_choice(world):
    page = begun(world).get(URL)
    confirmed = [hint.find_parent(class_="choice").input["value"] for hint in page.select(".choice .hint")]
    assert confirmed == ["C7"]


def test_silent_registers_of_categories_are_told(world):
    world.stage.silent.add("categories")
    assert "have not answered yet" in begun(world).get(URL).text


@pytest.mark.parametrize("category", ["", "C11", "c7", "Ө" * 10_000])
def test_only_a_category_of_the_list_is_taken(world, category):
    page = begun(world).post(URL, {"category": category}, status=422)
    assert "Choose a category" in page.one("#errors")


def test_without_a_draft_the_way_leads_to_its_beginning(world):
    assert english(world, "aigerim").get(URL, status=303).location == "/apply"
