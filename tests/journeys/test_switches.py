"""Somebody shows what happens when a state base fails: by a page of switches, on a telephone and without scripts."""

from __future__ import annotations

from tests.journeys.seat import PHONE


def test_the_page_of_the_switches_is_fit_for_everybody(window):
    shown = window(size=PHONE)
    for language in ("kk", "ru", "en"):
        shown.go(f"/demo/switches?lang={language}")
        shown.look()


def test_a_base_fails_by_switch_and_the_case_waits_for_it(window, world, clock):
    shown = window(java_script_enabled=False)
    shown.go("/demo/switches")
    shown.page.select_option("#switch-mortgages", "half")
    shown.press("main form button")
    shown.at("/demo/switches")
    assert shown.page.input_value("#switch-mortgages") == "half"
    case = world.settled("olzhas")
    assert world.status(case) == "source_awaited"
    shown.page.select_option("#switch-mortgages", "")
    shown.press("main form button")
    shown.at("/demo/switches")
    clock.ahead(minutes=3)
    world.work()
    assert world.status(case) == "registered"
