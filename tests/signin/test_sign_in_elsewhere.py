"""A session that is gone (signed out elsewhere, a lost cookie) loses nothing that was typed, and shows nobody's."""

from __future__ import annotations

import pytest

from tests.citizen.steps import begun, english
from tests.signin.test_sign_in_again import CONTACT, sign_in_here

TYPED = {"phone": "+7 700 000 00 07", "email": "a@example"}


@pytest.fixture
def form(world):
    """A browser at the contacts, and the form of its page as it would be sent."""
    browser = begun(world)
    return browser, {**browser.get(CONTACT).form(), **TYPED}


def signed_out(browser):
    browser.post("/sign-out")


def cookie_lost(browser):
    browser.client.delete_cookie("kezek")


def is_kept(page):
    return page.html.select_one("#phone")["value"] == "+77000000007"


@pytest.mark.parametrize("lose", [signed_out, cookie_lost])
def test_after_signing_in_the_person_stands_at_the_same_question(world, form, lose):
    browser, sent = form
    lose(browser)
    answer = browser.post(CONTACT, sent)
    assert answer.location == "/sign-in?ended=1"
    target = sign_in_here(world, browser, "aigerim")
    assert target.startswith(f"{CONTACT}?") and is_kept(browser.get(target))
    assert world.person("aigerim").iin not in target and "700" not in target


def test_who_has_signed_in_again_meanwhile_is_led_there_at_once(world, form):
    browser, sent = form
    signed_out(browser)
    sign_in_here(world, browser, "aigerim")
    answer = browser.post(CONTACT, sent)
    assert answer.location.startswith(f"{CONTACT}?") and is_kept(browser.get(answer.location))


def test_another_person_at_this_computer_sees_nothing_of_it(world, form):
    browser, sent = form
    signed_out(browser)
    begun(world, "marat")
    sign_in_here(world, browser, "marat")
    assert "Сессия" not in browser.post(CONTACT, sent, 400).h1
    assert not is_kept(browser.get(f"{CONTACT}?kept=1"))
    signed_out(browser)
    sign_in_here(world, browser, "aigerim")
    assert is_kept(browser.get(f"{CONTACT}?kept=1")), "and it waits for whoever typed it"


@pytest.mark.parametrize("whose", ["", "x", "ө", "AAAA", "a" * 40])
def test_nobody_can_make_up_whose_form_it_is(world, form, whose):
    browser, sent = form
    signed_out(browser)
    browser.post(CONTACT, {**sent, "whose": whose}, 400)
    sign_in_here(world, browser, "aigerim")
    assert not is_kept(browser.get(f"{CONTACT}?kept=1"))


def test_a_form_of_the_day_before_yesterday_is_nobodys(world, form):
    browser, sent = form
    signed_out(browser)
    world.clock.ahead(hours=49)
    browser.post(CONTACT, sent, 400)


def test_the_page_bears_the_iin_of_nobody(world):
    page = english(world, "aigerim").get("/cabinet/phone")
    sealed = page.html.select_one("input[name=whose]")["value"]
    assert world.person("aigerim").iin not in sealed and len(sealed) < 60


def test_officials_forms_are_sealed_for_nobody(world):
    assert not world.official("karaganda-1").get("/operator/password").select("input[name=whose]")
