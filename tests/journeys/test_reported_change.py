"""Who is registered reports a change from a phone and signs it; a supervisor answers, and the answer is read there."""

from __future__ import annotations

import pytest

from tests.citizen.steps import number_of
from tests.journeys.seat import PHONE
from tests.journeys.test_every_page import judge_errors

LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def hers(window, world):
    """Her phone, signed in, and the number of her application."""
    world.settled("aigerim")
    hand = window(PHONE)
    hand.enter(world.citizen("aigerim"))
    return hand, number_of(world, "aigerim")


def write(hand, number, language="kk"):
    hand.go(f"/cabinet/change/{number}?lang={language}")
    hand.look()
    hand.page.evaluate("window.onbeforeunload = null")
    hand.press("form[action^='/cabinet/change/'] p.row > button.btn:not(.quiet)")
    judge_errors(hand)
    hand.page.check("input[name=what][value=family]")
    hand.page.fill("#since", "20.11.2026")
    hand.page.fill("#text", "Балам туды")
    hand.page.evaluate("window.onbeforeunload = null")
    hand.press("form[action^='/cabinet/change/'] p.row > button.btn:not(.quiet)")
    hand.at(f"/cabinet/change-check/{number}")
    hand.look()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_written_and_signed_on_a_phone(hers, language):
    hand, number = hers
    write(hand, number, language)
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.page.wait_for_selector(".box.ok")
    assert "2611-Ө-000001" in hand.page.inner_text(".box.ok")
    hand.look()
    hand.complaints.clear()  # the browser prints the 422 that was asked for


def test_a_supervisor_answers_and_she_reads_it(hers, seat):
    hand, number = hers
    write(hand, number)
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.page.wait_for_selector(".box.ok")
    head, auditor = seat("almaty-head"), seat("auditor")
    head.see("/register/changes", ready="table.grid")
    head.see("/register/change/2611-Ө-000001", ready="main form")
    head.press("main form button")
    head.page.check("input[name=outcome][value=nothing]")
    head.press("main form button", ready="table.grid", words="Отбасы құрамы жаңартылды.")
    auditor.also("/register/change/2611-Ө-000001", ready="#settled")
    hand.go(f"/cabinet/change/{number}?lang=kk")
    assert "Отбасы құрамы жаңартылды." in hand.page.inner_text("section[id^=change-filed]")
    hand.look()
    hand.complaints.clear()
