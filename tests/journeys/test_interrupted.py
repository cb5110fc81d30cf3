"""What happens to people: a session that ends, a line that crawls, a button pressed twice, the way back."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import func, select

from housing.storage.extensions import db
from housing.storage.models import Application, Event
from housing.web import sessions
from tests.journeys.seat import PHONE

KEY = "olzhas"


@pytest.fixture
def hand(window, world):
    """A phone, signed in, with every answer given and nothing signed."""
    world.drafted(KEY)
    opened = window(PHONE)
    opened.enter(world.citizen(KEY))
    opened.go("/?lang=en")
    return opened


def count(world, *wanted):
    with world.app.app_context():
        return db.session.scalar(select(func.count()).where(*wanted))


def sign_in(hand):
    hand.press("form[data-eds] button")
    hand.page.check(f"#eds-key-{KEY}")
    hand.press("dialog button[value=sign]")


def test_a_session_that_ends_in_the_middle_brings_the_person_back_to_the_same_question(hand, monkeypatch):
    hand.go("/apply/contact")
    hand.page.fill("#phone", "+7 700 000 00 77")
    later = sessions.monotonic_seconds() + 31 * 60
    monkeypatch.setattr(sessions, "monotonic_seconds", lambda: later)
    hand.page.press("#phone", "Enter")
    hand.at("/sign-in")
    hand.look()
    sign_in(hand)
    hand.at("/apply/contact")
    hand.look()
    assert hand.page.input_value("#phone") == "+77000000077"
    hand.page.press("#phone", "Enter")
    hand.at("/apply/tasks")


def test_a_session_that_ends_before_the_signature_loses_nothing(hand, monkeypatch):
    hand.go("/apply/check")
    later = sessions.monotonic_seconds() + 31 * 60
    monkeypatch.setattr(sessions, "monotonic_seconds", lambda: later)
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.at("/sign-in")
    sign_in(hand)
    hand.at("/apply/check")
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.at("/cabinet/receipt/")


def test_on_a_slow_line_two_presses_save_once(hand, world):
    def crawl(route):
        time.sleep(1)
        route.continue_()

    hand.go("/apply/contact")
    hand.page.route("**/apply/contact", crawl)
    answered = Event.kind == "draft.answered"
    before = count(world, answered)
    hand.page.fill("#phone", "+77000000077")
    hand.page.dblclick("main form[action='/apply/contact'] button.btn")
    hand.at("/apply/tasks")
    assert "+77000000077" in hand.page.inner_text("main")
    assert count(world, answered) - before in (1, 2), "saved, and at most said twice with the same answer"


def test_after_sending_the_way_back_leads_to_the_receipt_and_not_to_a_second_application(hand, world):
    hand.go("/apply/check")
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.at("/cabinet/receipt/")
    receipt = hand.page.url
    hand.page.go_back()
    hand.at("/cabinet/receipt/")
    assert hand.page.url == receipt
    assert count(world, Application.id.is_not(None)) == 1


def test_without_a_line_the_form_stays_as_it_was_and_says_why(hand):
    hand.go("/apply/contact")
    hand.page.fill("#phone", "+77000000077")
    hand.page.context.set_offline(True)
    hand.press("main form[action='/apply/contact'] button.btn")
    hand.page.wait_for_selector("#trouble:visible")
    hand.look()
    assert hand.page.input_value("#phone") == "+77000000077"
    hand.page.context.set_offline(False)
    hand.press("main form[action='/apply/contact'] button.btn")
    hand.at("/apply/tasks")
