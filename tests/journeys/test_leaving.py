"""Who is registered leaves by their own signature, on a phone: what it means first, then the end, told at once."""

from __future__ import annotations

import pytest

from tests.citizen.steps import number_of
from tests.journeys.seat import PHONE


@pytest.mark.parametrize("language", ("kk", "ru", "en"))
def test_the_register_is_left_by_a_signature(window, world, language):
    case = world.settled("aigerim")
    hand, number = window(PHONE), number_of(world, "aigerim")
    hand.enter(world.citizen("aigerim"))
    hand.go(f"/cabinet/application/{number}?lang={language}")
    hand.press(f"a[href='/cabinet/leave/{number}']")
    hand.at("/cabinet/leave/")
    hand.look()
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.page.wait_for_selector("p.lead")
    hand.look()
    assert world.status(case) == "removed"
    hand.go(f"/cabinet/application/{number}")
    hand.look()
