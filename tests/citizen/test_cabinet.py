"""The personal account in short: only one's own, where each stands, what may be begun, and where to go."""

from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest

from housing.law.working_time import ALMATY
from tests.citizen.steps import answered, english, refused

URL = "/cabinet"


def test_who_has_not_applied_is_shown_how_to_begin(world):
    page = english(world, "aigerim").get(URL)
    assert "You have not applied yet" in page.text and page.select("a[href='/apply']")


def test_a_draft_is_offered_instead_of_a_second_one(world):
    page = answered(world).get(URL)
    assert "Application that you began" in page.text and not page.select("a[href='/apply']")


def test_somebody_registered_sees_the_place_the_notice_and_the_way_on(world):
    world.settled("aigerim")
    page = english(world, "aigerim").get(URL)
    assert page.one(".place b") == "1" and "Nobody stands before you" in page.one(".place")
    assert "Large families" in page.text and "Алматы" in page.text
    assert page.select("a[href^='/cabinet/notice/']") and page.select("main a[href^='/cabinet/application/']")
    assert not page.select("a[href='/apply']")


def test_a_category_that_was_not_confirmed_is_said(world):
    world.settled("dauren")
    assert "On the register, category not confirmed" in english(world, "dauren").get(URL).text


def test_while_it_is_open_the_due_time_stands_on_top(world):
    world.filed("aigerim")
    assert "Decision due: Wednesday 25 November , 18:30" in english(world, "aigerim").get(URL).text


def test_after_hours_it_waits_for_the_next_working_day(world):
    world.clock.go(datetime(2026, 11, 24, 19, 0, tzinfo=ALMATY))
    world.settled("aigerim")
    assert "Will be accepted on the next working day" in english(world, "aigerim").get(URL).text


def test_whether_sms_come_is_known_once_one_was_to_go_out(world):
    world.filed("aigerim")
    browser = english(world, "aigerim")
    assert "An SMS comes only to a number linked" in browser.get(URL).text
    world.work()
    assert "A number is linked to your portal account: SMS come to it. +77000000001" in browser.get(URL).text


def test_nobody_sees_the_applications_of_another(world):
    world.settled("aigerim")
    page = english(world, "marat").get(URL)
    assert "Ахметова" not in page.text and not page.select("[id^=cabinet-case]")


def test_who_was_refused_may_apply_again_with_the_old_answers_or_without(world):
    refused(world, "marat")
    page = english(world, "marat").get(URL)
    assert "Registration refused" in page.text and "A new application" in page.text
    assert page.select("a[href^='/cabinet/again/']") and page.select("a[href='/apply']")


def test_the_newest_application_comes_first(world):
    refused(world, "marat")
    world.clock.ahead(days=1)
    world.filed("marat")
    ids = [card["id"] for card in english(world, "marat").get(URL).select("[id^=cabinet-case-]")]
    assert ids == sorted(ids, reverse=True) and len(ids) == 2


@pytest.mark.parametrize(
    "change", ["UPDATE application SET settlement = '710000000'", "UPDATE register_entry SET list_code = '010'"]
)
def test_what_was_changed_past_kezek_is_said(world, tmp_path, change):
    world.settled("aigerim")
    browser = english(world, "aigerim")
    assert not browser.get("/cabinet").select(".box.bad")
    with sqlite3.connect(tmp_path / "kezek.db") as raw:
        assert raw.execute(change).rowcount
    assert "was changed" in browser.get("/cabinet").one(".box.bad")
