"""Two officials move a date and give a place on; each page is looked at in two languages and at two widths."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import RegisterEntry
from tests.citizen.steps import number_of
from tests.journeys.seat import PHONE
from tests.removals import hear_out

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


def test_a_place_is_given_on_by_two_once_the_family_was_heard(seat, world, url, window):
    head = seat("almaty-head")
    propose(head, url, "succeeded", leaver="moved_away", successor="1")
    head.see(url, ready="form[action$='/take-back']")
    hand = window(PHONE)
    hand.enter(world.citizen("aigerim"))
    hand.go("/cabinet?lang=kk")
    hand.press("a[href^='/cabinet/family-place/']")
    hand.page.wait_for_selector("#opinion-form")
    hand.look()
    hand.page.check("input[name=opinion][value=agrees]")
    hand.press("#opinion-form button[type=submit]")
    hand.go("/cabinet/family-place/1?lang=ru")
    hand.look()
    with world.app.app_context():
        hear_out(world.clock)
    office = seat("head-office")
    office.see(url, ready="form[action$='/confirm']")
    office.press(SEND.format("/return"))
    office.press(SEND.format("/confirm"), ready=".tag.ok")
    hand = window(PHONE)
    hand.enter(world.citizen("aigerim"))
    for page in (f"/cabinet/application/{number_of(world, 'aigerim')}", "/cabinet/family-place/1"):
        hand.go(f"{page}?lang=ru")
        hand.look()
