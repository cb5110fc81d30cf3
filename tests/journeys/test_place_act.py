"""Two officials move a date and give a place on; each page is looked at in two languages and at two widths."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import RegisterEntry
from tests.citizen.steps import number_of
from tests.journeys.seat import PHONE

SEND = "form[action$='{0}'] button[type=submit]"


@pytest.fixture
def url(world):
    world.settled("aigerim", category="")
    world.clock.ahead(days=2)
    with world.app.app_context():
        return f"/register/place-act/{db.session.scalars(select(RegisterEntry)).one().number}"


def propose(head, url, kind, **chosen):
    head.see(url, ready="main form")
    head.page.check(f"input[name=kind][value={kind}]")
    for name, value in chosen.items():
        head.page.select_option(f"#{name}", value)
    words = {"document": "Құжат № 5", "why": "Сол күнге дейін тұрғынжайы болған"}
    head.press(SEND.format(url), ready="form[action$='/take-back']", on="25.11.2026", **words)


def test_a_date_is_moved_by_two(seat, world, url, window):
    head, office = seat("almaty-head"), seat("head-office")
    head.see(url, ready="main form")
    head.press(SEND.format(url))
    propose(head, url, "date_moved")
    office.see("/register/changes", ready="section[aria-labelledby=acts] table")
    office.see(url, ready="form[action$='/confirm']")
    office.press(SEND.format("/confirm"), ready=".tag.ok")
    head.also(url.replace("place-act", "entry"), ready="#own")
    hand = window(PHONE)
    hand.enter(world.citizen("aigerim"))
    hand.go(f"/cabinet/application/{number_of(world, 'aigerim')}?lang=kk")
    hand.look()
    hand.press("section[aria-labelledby=notices] a[href^='/cabinet/notice/']")
    hand.page.wait_for_url("**/cabinet/notice/*")
    hand.look()


def test_a_place_is_given_on_by_two(seat, url):
    head, office = seat("almaty-head"), seat("head-office")
    propose(head, url, "succeeded", leaver="died", successor="1")
    office.see(url, ready="form[action$='/confirm']")
    office.press(SEND.format("/return"))
    office.press(SEND.format("/confirm"), ready=".tag.ok")
    head.also(url, ready=".tag.ok")
