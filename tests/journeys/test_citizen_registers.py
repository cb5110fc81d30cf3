"""A mother of four applies from her phone, in Kazakh, and is on the register before she has put it away."""

from __future__ import annotations

import pytest

from housing.demo.people import PEOPLE
from tests.journeys.seat import PHONE

KEY = next(iter(PEOPLE))


def sign_in(hand):
    hand.go("/")
    hand.look()
    hand.press("main a[href='/sign-in'], .hero a[href='/sign-in']")
    hand.look()
    hand.press("form[data-eds] button")
    hand.page.check(f"#eds-key-{KEY}")
    hand.look()
    hand.press("dialog button[value=sign]")
    hand.at("/cabinet")


def learn_what_the_bases_say(hand):
    hand.look()
    hand.press("main a[href='/apply']")
    hand.look()
    hand.page.check("input[name=consent]")
    hand.press("main form[action='/apply'] button")
    hand.at("/apply/facts")
    hand.look()
    hand.press("#facts-form button[value=tasks]")


def answer(hand, topic, *given, start=None):
    """Opens a topic from the list, answers it, and stands before the list again."""
    if start:
        hand.go(start)
    hand.at("/apply/tasks")
    hand.press(f"main a[href='/apply/{topic}']")
    hand.look()
    for name, value in given:
        hand.choose(name, value)
    hand.press(f"main form[action='/apply/{topic}'] button.btn")
    hand.at("/apply/tasks")


def answer_everything(hand, who):
    hand.look()
    answer(hand, "basis", ("basis", who.basis))
    answer(hand, "settlement")
    answer(hand, "category", ("category", who.category))
    answer(hand, "dwelling", ("agrees_smaller", "yes"))
    hand.press("main a[href='/apply/contact']")
    hand.look()
    hand.page.fill("input[name=phone]", "8 (700) 000-00-01")
    hand.press("main form[action='/apply/contact'] button.btn")
    hand.at("/apply/tasks")


def sign_application(hand):
    hand.press("main a.btn[href='/apply/check']")
    hand.look()
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.at("/cabinet/receipt/")
    hand.look()


def test_from_the_start_page_to_the_notice_on_a_phone(window, world):
    hand, who = window(PHONE), PEOPLE[KEY]
    sign_in(hand)
    learn_what_the_bases_say(hand)
    answer_everything(hand, who)
    sign_application(hand)
    world.work()
    hand.press("#receipt-status a[href^='/cabinet/notice/']")
    hand.at("/cabinet/notice/")
    hand.look()
    assert hand.language == "kk"
    assert who.surname_kk in hand.page.inner_text("main")
    hand.press(".langs a[hreflang=ru]")
    hand.page.wait_for_selector("html[lang=ru]")
    hand.look()
    hand.go("/cabinet")
    hand.look()
    assert len(world.stage.messages) == 1, "her phone is linked: one SMS told her"


@pytest.fixture
def drafting(window, world):
    """Her phone, signed in, with a draft under way."""
    world.drafted(KEY, category="")
    hand = window(PHONE)
    hand.enter(world.citizen(KEY))
    return hand


def test_what_was_answered_is_there_when_the_phone_comes_back(drafting):
    answer(drafting, "category", ("category", "C7"), start="/apply/tasks")
    drafting.go("/cabinet")
    drafting.press("main a[href^='/apply/tasks']")
    drafting.press("main a[href='/apply/category']")
    assert drafting.page.is_checked("input[name=category][value=C7]")


def test_a_refused_answer_is_pointed_at(drafting):
    drafting.go("/apply/contact")
    drafting.page.fill("input[name=phone]", "12345")
    drafting.press("main form[action='/apply/contact'] button.btn")
    drafting.look()
    drafting.press("#errors a")
    assert drafting.page.evaluate("document.activeElement.id") == "phone"
    assert drafting.page.input_value("#phone") == "12345"
    drafting.complaints.clear()  # the browser prints the 422 that this test asked for


def test_answers_that_are_not_saved_are_not_lost_by_accident(drafting):
    """The browser itself asks before it leaves a form in which something was typed."""
    drafting.go("/apply/contact")
    drafting.page.locator("input[name=phone]").press_sequentially("7")
    asked = []
    drafting.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    drafting.press("a.back")
    drafting.at("/apply/contact")
    assert asked == ["beforeunload"]
    drafting.page.evaluate("unsaved = false")  # so that the window may be closed


def test_the_dialog_that_is_cancelled_signs_nothing(window):
    hand = window(PHONE)
    hand.go("/sign-in")
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=cancel]")
    hand.page.wait_for_selector("[data-eds-status] [data-case=cancelled]")
    hand.go("/cabinet")
    hand.at("/sign-in")
