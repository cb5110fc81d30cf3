"""JavaScript is off: everything works but the signature itself, and that is said."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import PHONE

OFF = {"java_script_enabled": False}


@pytest.fixture
def number(world):
    application_id = world.settled("ilyas")
    with world.app.app_context():
        return world.row(application_id).number


def test_an_official_claims_and_the_list_comes_back_as_it_was(official, number):
    desk = official("astana-1", **OFF)
    desk.go("/operator/queue?whose=unassigned&basis=no_housing")
    desk.press(f"#queue-row-{number} [data-claim]")
    desk.at("/operator/queue?whose=unassigned&basis=no_housing")
    assert desk.page.locator(f"#queue-row-{number}").count() == 0, "it is not unassigned any more"
    desk.go("/operator/queue?whose=mine")
    assert desk.page.locator(f"#queue-row-{number}.marked").count() == 1


def test_an_official_decides(official, world, number):
    desk = official("astana-1", **OFF)
    desk.go(f"/operator/case/{number}")
    desk.choose("settle-dwellings", "none")
    desk.choose("verdict", "register")
    desk.page.fill("textarea[name=note]", "Certificate of the registry")
    desk.press("#case-form button[formaction]")
    desk.page.wait_for_selector("#case-proposal .box.ok")
    assert desk.page.is_checked("input[name=settle-dwellings][value=none]"), "to try the law loses nothing"
    desk.press("#case-form button:not([formaction])")
    desk.at("/operator/queue")
    world.work()
    assert len(world.stage.messages) == 1


def test_a_citizen_reads_what_the_signature_needs(window):
    hand = window(PHONE, **OFF)
    hand.go("/")
    hand.press(".hero a[href='/sign-in']")
    assert hand.page.locator("form[data-eds] noscript").count() == 1
    assert "1414" in hand.page.inner_text("body")


def test_the_phone_number_of_the_help_is_on_every_page_of_a_visitor(window):
    hand = window(PHONE, **OFF)
    for path in ("/", "/sign-in", "/verify", "/no-such-page"):
        hand.go(path)
        assert hand.page.locator("a[href='tel:1414']").count() >= 1, path
    hand.complaints.clear()  # the browser prints the 404 that this test asked for
