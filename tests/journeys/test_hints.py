"""Hints in a real browser: questions come as answers are given, by script and without; everybody can read them."""

from __future__ import annotations

import pytest

from tests.journeys.seat import DESK, PHONE

PAGES = ("/", "/hints", "/help", "/accessibility", "/data")
EMERGENCY = "basis=emergency_housing&emergency=yes&near=no&housing=now&share=whole"
STANDING = f"/hints?{EMERGENCY}&here=yes&city=yes&years=no&show=1"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_that_explain_are_fit_for_everybody(window, size, language):
    hand = window(size)
    hand.go(f"/?lang={language}")
    for path in (*PAGES, STANDING):
        hand.go(path)
        hand.look()


def test_a_question_comes_with_the_answer_before_it_and_the_keyboard_stays(window):
    hand = window(PHONE)
    hand.go("/hints?basis=no_housing&lang=en")
    hand.page.focus('input[name="here"][value="unknown"]')
    hand.page.keyboard.press("ArrowUp")
    hand.page.wait_for_selector('input[name="orphan"]')
    hand.page.keyboard.press("ArrowUp")
    hand.page.wait_for_selector('input[name="city"]')
    assert hand.page.evaluate("document.activeElement.name + document.activeElement.value") == "hereyes"
    hand.at("/hints?")
    hand.choose("housing", "now")
    hand.page.wait_for_selector('input[name="share"]')
    hand.choose("share", "whole")
    hand.page.wait_for_url("**share=whole**")
    hand.press("#hints-show")
    hand.page.wait_for_selector("#hint-owned_housing")
    assert "hints stand below" in hand.page.inner_text("#live")
    hand.choose("housing", "none")
    hand.page.wait_for_selector("#hint-owned_housing", state="detached")
    assert hand.page.locator("#hints").count() == 1, "once shown, the hints follow the answers"


def test_a_reload_without_scripts_asks_the_same(window):
    hand = window(PHONE, java_script_enabled=False)
    hand.go("/hints?lang=en")
    hand.choose("here", "no")
    hand.press("#hints-show")
    assert hand.page.locator('input[name="orphan"]').count() == 3
    hand.choose("orphan", "no")
    hand.press("#hints-show")
    assert "You may apply all the same" in hand.page.inner_text("#hints")
    hand.press("#hints a.btn")
    hand.at("/sign-in")
