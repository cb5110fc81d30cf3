"""The personal account on a phone and on a desk: each page of an application is looked at, in Kazakh and in Russian."""

from __future__ import annotations

import pytest

from housing.actions.filing.file_complaint import file_complaint
from tests.citizen.steps import answered, number_of, refused, signed
from tests.journeys.seat import DESK, PHONE

PAGES = ("application", "withdraw", "own-consent", "complaint")


@pytest.fixture(params=[("kk", PHONE), ("ru", DESK)], ids=["kk, a phone", "ru, a desk"])
def hand(request, window):
    """A window in a language, and what it looks at."""
    language, size = request.param
    hand = window(size)

    def look(*paths):
        hand.go(f"/cabinet?lang={language}")
        for path in ("/cabinet", *paths):
            hand.go(path)
            hand.page.evaluate("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
            hand.look()
            assert hand.language == language

    hand.look_at = look
    return hand


def test_an_open_application_and_what_may_be_done_with_it(hand, world):
    case = world.settled("viktor")
    with world.app.app_context():
        file_complaint(case, world.who("viktor"), "delay", "Жауап жоқ.", world.clock())
    hand.enter(world.citizen("viktor"))
    number = number_of(world, "viktor")
    hand.look_at(*(f"/cabinet/{name}/{number}" for name in PAGES), "/cabinet/phone", "/consents")


def test_a_place_on_the_register_and_what_proves_the_signature(hand, world):
    browser = answered(world)
    browser.post("/apply/check", signed(world, browser, "aigerim"))
    world.work()
    hand.enter(browser)
    number = number_of(world, "aigerim")
    hand.look_at(*(f"/cabinet/{name}/{number}" for name in (*PAGES, "signature")), "/cabinet/phone", "/consents")


def test_a_refusal_and_the_new_attempt(hand, world):
    refused(world, "marat")
    hand.enter(world.citizen("marat"))
    number = number_of(world, "marat")
    hand.look_at(*(f"/cabinet/{name}/{number}" for name in ("application", "again", "complaint")))


def test_withdrawn_by_the_keyboard_alone(hand, world):
    world.settled("ilyas")
    hand.enter(world.citizen("ilyas"))
    hand.go(f"/cabinet/withdraw/{number_of(world, 'ilyas')}")
    hand.page.focus("#sure")
    hand.page.keyboard.press("Space")
    hand.page.keyboard.press("Tab")
    hand.page.keyboard.press("Enter")
    hand.at("/cabinet/application/")
    hand.look()
    assert hand.page.locator("a[href^='/cabinet/again/']").count() == 1


def test_the_supervisor_answers(official, world):
    case = world.settled("viktor")
    with world.app.app_context():
        number = file_complaint(case, world.who("viktor"), "delay", "Жауап жоқ.", world.clock())
    desk = official("karaganda-head")
    desk.go("/operator/complaints")
    desk.look()
    desk.press("tbody a")
    desk.look()
    desk.choose("outcome", "partly")
    desk.page.fill("textarea[name=answer]", "Мерзім бұзылды, кешірім сұраймыз.")
    desk.press("main form button")
    desk.page.wait_for_selector("tbody .tag.info")
    desk.look()
    assert number in desk.page.inner_text("main")
