"""What looks at every page sees a fault: axe, with a network and without, and the width."""

from __future__ import annotations

import pytest

from tests.journeys.seat import PHONE

NO_LABEL = """() => document.querySelector("main").append(document.createElement("input"))"""
PALE = """() => document.querySelector("main").append(
    Object.assign(document.createElement("p"), {textContent: "words", style: "color: #999"}))"""
OVER_IT = """() => document.querySelector("main p").parentElement.style.background = "#777" """
TOO_WIDE = """() => document.querySelector("main").append(
    Object.assign(document.createElement("pre"), {textContent: "w".repeat(200)}))"""

GONE_FOR_A_MOMENT = """() => {
    const root = document.documentElement;
    root.remove();
    setTimeout(() => document.append(root), 200);
}"""


def test_a_page_that_is_not_there_yet_is_waited_for(window):
    hand = window(PHONE)
    hand.go("/sign-in/code")
    hand.page.evaluate(GONE_FOR_A_MOMENT)
    hand.look()


def test_a_field_without_a_label_is_found(window):
    hand = window(PHONE)
    hand.go("/sign-in/code")
    hand.look()
    hand.page.evaluate(NO_LABEL)
    with pytest.raises(AssertionError, match=r"label: .*input"):
        hand.look()


def test_a_fault_is_found_without_a_network(window):
    hand = window(PHONE)
    hand.go("/sign-in/code")
    hand.page.context.set_offline(True)
    hand.page.evaluate(NO_LABEL)
    with pytest.raises(AssertionError, match=r"label: .*input"):
        hand.look()


@pytest.mark.parametrize("change", [PALE, OVER_IT], ids=["pale words", "a dark ground"])
def test_words_that_are_hard_to_read_are_found_on_a_page_that_was_good(window, change):
    hand = window(PHONE)
    hand.go("/sign-in/code")
    hand.look()
    hand.page.evaluate(change)
    with pytest.raises(AssertionError, match=r"color-contrast"):
        hand.judge()


def test_what_sticks_out_sideways_is_found(window):
    hand = window(PHONE)
    hand.go("/sign-in/code")
    hand.page.evaluate(TOO_WIDE)
    with pytest.raises(AssertionError, match=r"sticks out by"):
        hand.look()
