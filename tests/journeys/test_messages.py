"""The head of a branch sees to messages that did not arrive: in a browser, on a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.seat import PHONE

LOGIN = "astana-head"


@pytest.fixture
def dead(world):
    """Two messages that the provider refused for good."""
    world.stage.sms.fault = "refused"
    for key in ("aigerim", "amirkhan"):
        world.settled(key)
    world.clock.ahead(minutes=10)
    world.work()
    world.stage.sms.fault = ""


@pytest.mark.parametrize("size", [None, PHONE], ids=["desk", "phone"])
def test_a_message_is_sent_again_and_another_given_up_without_a_new_page(official, dead, size):
    desk = official(LOGIN, **({"size": size} if size else {}))
    desk.go("/operator/messages?lang=en")
    desk.look()
    desk.page.evaluate("window.same = true")
    row = desk.page.locator("tbody tr").first
    row.locator("button", has_text="Send again").click()
    expect(desk.page.locator("#live")).to_have_text("The message will be sent again.")
    expect(desk.page.locator("tbody tr").first).to_contain_text("To be sent")
    row.locator("summary").click()
    row.locator("form button", has_text="Give it up").click()
    expect(row.locator(".error")).to_contain_text("Choose why the message is given up")
    desk.look()
    row.locator("select").select_option("told")
    row.locator("form button", has_text="Give it up").click()
    expect(desk.page.locator("tbody tr").first).to_contain_text("Closed by an official")
    assert desk.page.evaluate("window.same"), "the page was loaded anew"
    desk.look()
    desk.complaints = [words for words in desk.complaints if "422" not in words]


def test_the_texts_are_readable_on_a_phone(official):
    desk = official(LOGIN, size=PHONE)
    for language in ("kk", "ru", "en"):
        desk.go(f"/operator/message-texts?lang={language}")
        desk.look()
