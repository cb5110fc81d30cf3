"""A button pressed again because nothing seems to happen: the person is told what is going on, and it ends well."""

from __future__ import annotations

import re

from tests.citizen.test_being_filed import hold  # noqa: F401
from tests.journeys.seat import PHONE

KEY, HERE, TOLD = "olzhas", "/apply/being-filed", "Ваше заявление подаётся"


def test_without_a_script_a_code_that_is_pressed_twice_ends_at_the_receipt(window, world, hold):  # noqa: F811
    world.drafted(KEY)
    hand = window(PHONE, java_script_enabled=False)
    hand.enter(world.citizen(KEY))
    hand.go("/apply/check?lang=ru")
    hand.press("form[action='/apply/check/send'] button")
    code = re.search(r"\d{6}", world.stage.inbox(world.person(KEY).phone)[-1].text)[0]
    hand.page.fill("#code", code)
    held = hold("seal")
    hand.page.click("form[action='/apply/check/code'] button", no_wait_after=True)
    assert held.reached.wait(10)
    hand.page.keyboard.press("Enter")
    hand.at(HERE)
    assert hand.h1 == TOLD
    held.go.set()
    hand.at("/cabinet/receipt/")
