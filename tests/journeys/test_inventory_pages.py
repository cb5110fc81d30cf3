"""Every page of an inventory, in its states: an official begins it, reads its numbers, looks at an entry; the person is
asked, and everybody reads what it came to.
"""

from __future__ import annotations

import pytest

from housing.demo.bases import SERVICES
from tests.citizen.steps import number_of
from tests.inventories import FLAT, begun
from tests.journeys.seat import PHONE


@pytest.fixture
def asked(world, monkeypatch):
    """Two on the register have a flat now, by the registry; an inventory asks them. Its number."""
    world.settled("aigerim"), world.settled("olzhas")
    world.clock.ahead(days=100)
    monkeypatch.setitem(SERVICES, "real_property", lambda person: ("FOUND", {"rights": [FLAT]}))
    made = begun(world, days=20)
    world.work()
    return made


def test_the_pages_of_an_official(seat, world, asked):
    head = seat("almaty-head")
    head.see("/register/inventories")
    head.see("/register/new-inventory")
    head.press("main form[method=post] button", name=" ", pace="many")
    head.see(f"/register/inventory/{asked}")
    head.also(f"/register/inventory/{asked}?at=asked", ready="section[aria-labelledby=entries] table")
    head.also(f"/register/inventory/{asked}?at=answered", ready="section[aria-labelledby=entries]")
    head.page.goto(head.page.url.replace("answered", "asked"))
    entry = head.page.locator("section[aria-labelledby=entries] tbody a").first.get_attribute("href")
    head.see(entry)
    world.clock.ahead(days=16)
    world.work()
    later = seat("almaty-head", anew=True)
    later.see(entry, ready="main form[method=post]")
    later.press("main form[method=post] button[type=submit]", words=" ")
    later.press(
        "main form[method=post] button[type=submit]", ready="section[aria-labelledby=settled]", words="Бәрі дұрыс"
    )


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_of_the_person_and_of_everybody(window, world, asked, language):
    hand, number = window(PHONE), number_of(world, "aigerim")
    hand.enter(world.citizen("aigerim"))
    hand.go(f"/?lang={language}")
    for path in ("/cabinet", f"/cabinet/application/{number}", f"/cabinet/inventory/{number}"):
        hand.go(path)
        hand.look()
    hand.press("main form[enctype] button")
    hand.page.wait_for_selector("#errors")
    hand.look()
    hand.page.check("input[name=answer][value=dispute]")
    hand.page.fill("#note", "Бұл менің пәтерім емес")
    hand.press("main form[enctype] button")
    hand.page.wait_for_selector("section[aria-labelledby=said]")
    hand.look()
    world.clock.ahead(days=40)
    world.work()
    hand.go("/lists")
    hand.look()
    hand.complaints.clear()
