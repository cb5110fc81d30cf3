"""A former base comes over: one of the head office brings the file, another approves it, the person sees the place."""

from __future__ import annotations

import pytest

from tests.journeys.seat import PHONE
from tests.register_files import csv_file, legacy_row, legacy_rows

BRING, PAGE = "form[enctype] button[type=submit]", "/register/import/{}"


def rows(world):
    who = world.person("aigerim")
    own = {"iin": who.iin, "surname": who.surname_kk, "given": who.given_kk, "patronymic": who.patronymic_kk or ""}
    return [*legacy_rows(4), legacy_row(4, **own, number="77/3", date="24.03.2019")]


def bring(desk, content):
    desk.hand.go("/register/imports")
    desk.page.set_input_files("#file", {"name": "base.csv", "mimeType": "text/csv", "buffer": content})
    desk.press(BRING, ready="#imported-file-state")


@pytest.fixture
def both(seat):
    return seat("head-office"), seat("head-office-2")


def test_a_file_with_faults_is_mended_and_comes_by_a_second_person(both, world, window):
    first, second = both
    first.see("/register/imports")
    first.press(BRING, ready=".box.bad")
    bring(first, csv_file([*rows(world), legacy_row(5, iin="1", list="?")]))
    assert first.page.locator("progress").count() == 1
    world.work()
    first.page.wait_for_selector("#imported-file-faults")  # it asks by itself
    first.see(PAGE.format(1), ready="#imported-file-faults")
    bring(first, csv_file(rows(world)))
    world.work()
    first.see(PAGE.format(2), ready="#approve")
    second.see(PAGE.format(2), ready="form[action$='/approve']")
    second.press("form[action$='/approve'] button", ready="progress")
    world.work()
    second.page.wait_for_selector("form[action$='/undo']")
    second.see(PAGE.format(2), ready="form[action$='/undo']")
    second.also("/register/imports", ready="table.grid:not(.small)")
    hers = window(PHONE)
    hers.enter(world.citizen("aigerim"))
    for language in ("kk", "ru", "en"):
        hers.go(f"/cabinet?lang={language}")
        hers.press("section[id^='cabinet-case-'] a.btn")
        assert "77/3" in hers.page.inner_text("#application-place")
        hers.look()


def test_what_was_approved_is_taken_off_again_and_an_official_reads_the_file_meanwhile(both, world, seat):
    first, second = both
    bring(first, csv_file(rows(world)))
    world.work()
    second.hand.go(PAGE.format(1))
    second.press("form[action$='/approve'] button", ready="progress")
    world.work()
    desk = seat("karaganda-head")
    desk.hand.go("/register/entries?settlement=351010000&lang=kk")
    desk.see(desk.page.get_attribute("main tbody a", "href"), ready="#own")
    desk.see(desk.page.get_attribute("a[href*='/operator/case/']", "href"), ready="#case-taken-over")
    second.hand.go(PAGE.format(1))
    second.press("form[action$='/undo'] button", ready="#imported-file-state:not(:has(form))")
    second.see(PAGE.format(1))
