"""A removal, page by page: an official proposes it, the person objects on a phone, another confirms it by HTMX, the
person reads why and complains, and stands again where they stood.
"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import RegisterEntry
from tests.citizen.steps import number_of
from tests.journeys.seat import PHONE

STATE = "#removal-state"


@pytest.fixture
def address(world):
    case = world.settled("dauren")
    with world.app.app_context():
        return (
            f"/register/removal/{db.session.scalars(select(RegisterEntry.number).filter_by(application_id=case)).one()}"
        )


def propose(official, address):
    official.see("/register/removals")
    official.see(address)
    official.press("#removal-form button[type=submit]")
    official.page.check("#removal-form input[name=ground][value=got_state_housing]")
    typed = {"on": "20.11.2026", "document": "№ 17 шарт, 20.11.2026", "note": "Пәтердің кілті берілді."}
    official.press("#removal-form button[type=submit]", ready=f"{STATE} dl", **typed)


def test_the_pages_of_two_officials(seat, world, address):
    first, head = seat("karaganda-1"), seat("karaganda-head")
    propose(first, address)
    head.see(address, ready=f"{STATE} .box")
    head.press(f"{STATE} form[action$='/return'] button", ready="#comment-error")
    world.clock.ahead(days=6)
    later, again = seat("karaganda-head", anew=True), seat("karaganda-1", anew=True)
    later.see("/register/removals", ready="section[aria-labelledby=waiting] table")
    later.see("/operator/inbox", ready="ul.inbox")
    later.see(address, ready=f"{STATE} form[action$='/confirm']")
    later.press(f"{STATE} form[action$='/confirm'] button", ready=f"{STATE} .box.warn")
    assert later.page.url.split("?")[0].endswith(address), "HTMX exchanges the part, the page stays"
    again.see(address, ready=f"{STATE} form[action$='/told']")
    again.press(f"{STATE} form[action$='/told'] button", ready="#day-error", day="32")
    again.see("/register/removals", ready="section[aria-labelledby=untold] table")
    head = seat("head-office")
    head.see(address.replace("removal", "entry"))


def looked_at(hand, *paths):
    for path in paths:
        hand.go(f"/cabinet{path}")
        hand.look()


def object_to_it(hand):
    hand.page.check("input[name=opinion][value=objects]")
    hand.press("#opinion button")
    hand.page.wait_for_selector("#errors")
    hand.look()
    hand.page.fill("#text", "Пәтер ағамдікі")
    hand.press("#opinion button")
    hand.page.wait_for_selector("section[aria-labelledby=why] .bubble >> nth=1")
    hand.look()


@pytest.mark.parametrize("language", ("kk", "ru", "en"))
def test_the_pages_of_the_person(seat, window, world, address, language):
    propose(seat("karaganda-1"), address)
    hand, number = window(PHONE), number_of(world, "dauren")
    hand.enter(world.citizen("dauren"))
    hand.go(f"/cabinet?lang={language}")
    looked_at(hand, "", f"/application/{number}", f"/removal/{number}")
    object_to_it(hand)
    head = seat("karaganda-head")
    head.hand.go(address)
    head.hand.press(f"{STATE} form[action$='/confirm'] button")
    head.page.wait_for_selector(f"{STATE} .box.warn")
    looked_at(hand, "", f"/removal/{number}", f"/again/{number}", f"/application/{number}")
    hand.press("#notices ~ ul a")
    hand.at("/cabinet/notice/")
    hand.look()
    hand.complaints.clear()
