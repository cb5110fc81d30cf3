"""Help: what people ask, and two numbers that a press calls."""

from __future__ import annotations

import pytest

PAGES = ("/", "/help", "/hints", "/accessibility", "/data", "/sign-in", "/verify", "/no-such-page")


def test_it_answers_what_people_ask(world):
    page = world.visitor_in("en").get("/help")
    asked = {tag["id"] for tag in page.select("main .card[id]")}
    assert asked == {
        "eds",
        "no-eds",
        "ncalayer",
        "phone",
        "child",
        "wrong",
        "silent",
        "family",
        "when",
        "place",
        "refused",
        "complaint",
    }
    assert "9:00–18:30" in page.text and "13:00–14:30" in page.text
    assert all(tag.select_one("h3") and tag.select("p") for tag in page.select("main .card[id]"))


@pytest.mark.parametrize("path", PAGES)
def test_both_numbers_can_be_called_from_every_page_of_a_visitor(world, path):
    page = world.visitor().get(path, 404 if path == "/no-such-page" else 200)
    assert page.select("a[href='tel:1414']") and page.select("a[href='tel:88000807777']")


@pytest.mark.parametrize("path", PAGES)
def test_help_accessibility_and_data_are_one_press_away(world, path):
    page = world.visitor().get(path, 404 if path == "/no-such-page" else 200)
    linked = {tag["href"] for tag in page.select("header a, footer a")}
    assert {"/help", "/accessibility", "/data", "/verify"} <= linked


def test_who_is_signed_in_has_help_too(world):
    assert world.citizen("aigerim").get("/cabinet").select("header a[href='/help']")


def test_both_numbers_are_of_the_unified_contact_centre_and_the_bank_answers_apart(world):
    for path in ("/", "/help"):
        card = world.visitor().get(f"{path}?lang=en").one("aside .call")
        assert card.count("Unified contact centre") == 1 and "The bank's own help service is another one" in card


def test_nobody_is_promised_that_no_one_passes(world):
    told = world.visitor().get("/help?lang=en").one("#place")
    assert "level of income counts" in told and "The place may change" in told
