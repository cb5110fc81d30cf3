"""The phone: what is known of it without asking, and what a press of the button asks."""

from __future__ import annotations

import pytest

from housing.demo.bases import SERVICES
from housing.storage.extensions import db
from housing.storage.models import PhoneCheck
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


def test_a_landline_in_the_base_is_told_as_no_mobile_number(world, monkeypatch):
    landline = {"phone": "+77122550001", "registered": True, "connected": True}
    monkeypatch.setitem(SERVICES, "mobile_base", lambda _: ("FOUND", landline))
    browser = english(world, "aigerim")
    browser.post(CHECK)
    page = browser.get(URL)
    assert state(page) == "The number is not a mobile one" and "link a mobile number" in page.text


def test_a_message_for_which_there_was_only_a_landline_says_so_everywhere(world, monkeypatch):
    landline = {"phone": "+77122550001", "registered": True, "connected": True}
    monkeypatch.setitem(SERVICES, "mobile_base", lambda _: ("FOUND", landline))
    case = world.signed_and_worked("aigerim")
    with world.app.app_context():
        number = world.row(case).number
    world.work()
    browser = english(world, "aigerim")
    assert state(browser.get(URL)) == "The number is not a mobile one"
    assert "is not a mobile one: no SMS comes" in browser.get("/cabinet").text
    application = browser.get(f"/cabinet/application/{number}").text
    assert "is not a mobile one: the answer stands here" in application


def test_a_letter_says_nothing_about_the_phone(world):
    world.settled("aigerim", email="aty@example.kz")  # no server of letters is configured: it stays in the account
    world.work()
    assert state(english(world, "aigerim").get(URL)) == "A number is linked"


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
