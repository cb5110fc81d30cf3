"""Network, session and server are told apart; what was typed and chosen stays, and so does the focus."""

from __future__ import annotations

import pytest

from housing.public import hints
from tests.journeys.seat import PHONE

TROUBLE = "#trouble"
HERE = 'input[name="here"][value="yes"]'


@pytest.fixture
def hand(window):
    """A telephone before the hints, in English. What its console says of a failed request is expected here."""
    opened = window(PHONE)
    opened.go("/hints?lang=en")
    yield opened
    opened.complaints.clear()


def told(opened):
    opened.page.wait_for_selector(f"{TROUBLE} p")
    return opened.page.inner_text(TROUBLE)


def test_without_a_network_nothing_is_lost_and_it_can_be_tried_again(hand):
    hand.page.context.set_offline(True)
    hand.page.check(HERE)
    assert "No connection. Nothing is lost" in told(hand)
    assert hand.page.is_checked(HERE) and hand.page.evaluate("document.activeElement.name") == "here"
    hand.look()
    hand.page.context.set_offline(False)
    hand.press(f"{TROUBLE} button")
    hand.page.wait_for_selector('input[name="city"]')
    assert hand.page.is_checked(HERE) and hand.page.inner_text(TROUBLE) == ""


def test_a_fault_of_the_server_says_so_and_what_to_quote(hand, monkeypatch):
    def broken(*_):
        raise RuntimeError("a test's own fault")

    monkeypatch.setattr(hints, "assess_eligibility", broken)
    hand.page.check(HERE)
    hand.page.wait_for_selector('input[name="city"]')
    hand.press("#hints-show")
    assert "The fault is on our side" in told(hand) and "Code to quote: " in told(hand)
    assert hand.page.is_checked(HERE), "the page stays as it was"


def test_the_words_can_be_put_away(hand):
    hand.page.context.set_offline(True)
    hand.page.check(HERE)
    assert told(hand)
    hand.press(f"{TROUBLE} button:last-child")
    assert hand.page.inner_text(TROUBLE) == ""


def test_a_plain_form_is_not_sent_into_a_dead_network(hand):
    hand.go("/sign-in/code")
    hand.page.fill("input[name=iin]", "880415499915")
    hand.page.context.set_offline(True)
    hand.press("form[action='/sign-in/code/send'] button")
    assert "No connection" in told(hand)
    assert hand.page.input_value("input[name=iin]") == "880415499915"
    hand.page.context.set_offline(False)
    hand.press(f"{TROUBLE} button")
    hand.page.wait_for_selector("input[name=code]")


@pytest.fixture
def desk(official, world):
    """An official of Astana before a case, in English, with a word typed; nobody is signed in any more."""
    case = world.settled("ilyas")
    with world.app.app_context():
        number = world.row(case).number
    opened = official("astana-1")
    opened.go(f"/operator/case/{number}?lang=en")
    opened.page.fill("textarea[name=note]", "Certificate of the registry")
    opened.page.context.clear_cookies()
    yield opened
    opened.complaints.clear()


def test_a_session_that_ended_takes_nothing_that_was_typed(desk, world):
    desk.press("#case-form button[formaction$='/try']")
    assert "You were signed out" in told(desk)
    assert desk.page.input_value("textarea[name=note]") == "Certificate of the registry"
    assert desk.page.get_attribute(f"{TROUBLE} a", "href") == "/operator/sign-in"
    again = world.official("astana-1")
    desk.enter(again)
    desk.page.evaluate("window.dispatchEvent(new Event('focus'))")
    desk.page.wait_for_selector(f"{TROUBLE} p", state="detached")
    desk.choose("settle-dwellings", "none")
    desk.press("#case-form button[formaction$='/try']")
    desk.page.wait_for_selector("#case-proposal .box.ok")
    assert desk.page.input_value("textarea[name=note]") == "Certificate of the registry"


def test_a_page_that_asks_by_itself_stays_where_it_is_when_the_session_ends(window, world):
    case = world.filed("aigerim")
    with world.app.app_context():
        number = world.row(case).number
    seen, elsewhere = window(PHONE), world.citizen("aigerim")
    seen.enter(elsewhere)
    seen.go(f"/cabinet/receipt/{number}?lang=en")
    elsewhere.post("/sign-out")
    assert "You were signed out" in told(seen)
    seen.at(f"/cabinet/receipt/{number}")
    assert seen.page.get_attribute(f"{TROUBLE} a", "target") == "_blank"
