"""JavaScript is off: everything works but the EDS itself, and that is said; a one-time code does instead."""

from __future__ import annotations

import re

import pytest

from tests.journeys.seat import PHONE

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
    desk.press("#case-form button[formaction$='/try']")
    desk.page.wait_for_selector("#case-proposal .box.ok")
    assert desk.page.is_checked("input[name=settle-dwellings][value=none]"), "to try the law loses nothing"
    desk.press("#case-form button:not([formaction])")
    desk.at("/operator/queue")
    world.work()
    assert len(world.stage.messages) == 1


def code_on(world, person):
    return re.search(r"\d{6}", world.stage.inbox(person.phone)[-1].text)[0]


def sign_in_by_code(hand, world, person):
    hand.go("/")
    hand.press(".hero a[href='/sign-in']")
    hand.press("main a[href='/sign-in/code']")
    hand.page.fill("input[name=iin]", person.iin)
    hand.press("form[action='/sign-in/code/send'] button")
    world.work()
    hand.page.fill("input[name=code]", code_on(world, person))
    hand.press("form[action='/sign-in/code/enter'] button")
    hand.at("/cabinet")


def answer(hand, topic, name, value):
    hand.go(f"/apply/{topic}")
    if name == "phone":
        hand.page.fill(f"input[name={name}]", value)
    elif name:
        hand.choose(name, value)
    hand.press(f"main form[action='/apply/{topic}'] button.btn")
    hand.at("/apply/tasks")


def test_a_citizen_applies_by_one_time_codes_alone(window, world):
    person, hand = world.person("olzhas"), window(PHONE, **OFF)
    sign_in_by_code(hand, world, person)
    hand.press("main a[href='/apply']")
    hand.page.check("input[name=consent]")
    hand.press("main form[action='/apply'] button")
    answers = {"basis": person.basis, "settlement": "", "category": "none", "agrees_smaller": "yes"}
    for topic, name in (
        ("basis", "basis"),
        ("settlement", ""),
        ("category", "category"),
        ("dwelling", "agrees_smaller"),
    ):
        answer(hand, topic, name, answers.get(name))
    answer(hand, "contact", "phone", "+7 700 000 00 01")
    world.clock.ahead(minutes=2)
    hand.go("/apply/check")
    hand.press("form[action='/apply/check/send'] button")
    hand.page.fill("input[name=code]", code_on(world, person))
    hand.press("form[action='/apply/check/code'] button")
    hand.at("/cabinet/receipt/")
    world.work()
    hand.go("/cabinet?lang=en")
    hand.press("main a.btn[href^='/cabinet/application/']")
    assert "On the register" in hand.page.inner_text("main") and "one-time code" in hand.page.inner_text("main")


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
