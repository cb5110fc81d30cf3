"""The phone: what is known of it without asking, and what a press of the button asks."""

from __future__ import annotations

import pytest

from housing.extensions import db
from housing.models import PhoneCheck
from tests.citizen.steps import english

URL, CHECK = "/cabinet/phone", "/cabinet/phone/check"


def state(page):
    return page.one("section[aria-labelledby=known] .tag")


def asked(world):
    with world.app.app_context():
        db.session.rollback()
        return [(one.state, one.phone) for one in db.session.query(PhoneCheck)]


def test_to_look_asks_nobody(world):
    page = english(world, "aigerim").get(URL)
    assert state(page) == "Not asked yet" and asked(world) == []
    assert "1414" in page.one("section[aria-labelledby=how]") and "not refused" in page.text


@pytest.mark.parametrize(("key", "words"), [("aigerim", "A number is linked"), ("dauren", "No number is linked")])
def test_a_press_asks_the_mobile_base(world, key, words):
    browser = english(world, key)
    assert browser.post(CHECK).location == URL
    assert state(browser.get(URL)) == words


def test_a_silent_base_says_nothing_about_the_number(world):
    browser = english(world, "aigerim")
    world.stage.silent.add("mobile_base")
    browser.post(CHECK)
    page = browser.get(URL)
    assert state(page) == "The mobile base has not answered" and "every answer stands in this account" in page.text
    world.stage.silent.clear()


def test_an_sms_that_went_out_tells_the_number_and_when(world):
    world.settled("aigerim")
    world.work()
    page = english(world, "aigerim").get(URL)
    assert state(page) == "A number is linked" and "+77000000001" in page.text
    assert "As of 24.11.2026 10:00." in page.text


def test_a_silence_does_not_outweigh_what_was_known(world):
    world.settled("aigerim")
    world.work()
    world.stage.silent.add("mobile_base")
    world.clock.ahead(minutes=5)
    browser = english(world, "aigerim")
    browser.post(CHECK)
    assert state(browser.get(URL)) == "A number is linked"
    world.stage.silent.clear()


def test_a_message_that_found_no_number_says_so(world):
    world.settled("dauren")
    world.work()
    assert state(english(world, "dauren").get(URL)) == "No number is linked"


def test_a_number_only_written_in_the_application_gets_no_sms(world):
    world.settled("aigerim", phone="+77010000000")
    world.work()
    assert "Your application names another one: +77010000000." in english(world, "aigerim").get(URL).text


def test_presses_in_a_row_are_one_question(world):
    browser = english(world, "aigerim")
    browser.post(CHECK)
    world.stage.silent.add("mobile_base")
    browser.post(CHECK)
    assert [one for one, _ in asked(world)] == ["answered"]
    world.clock.ahead(seconds=31)
    browser.post(CHECK)
    assert [one for one, _ in asked(world)] == ["unavailable"]
    world.stage.silent.clear()
