"""On a phone, in Kazakh: the applicant copies a link, a stranger opens it, signs in, consents; the link is spent."""

from __future__ import annotations

import os

import pytest

from tests.citizen.steps import english, member_signs_in, number_of
from tests.journeys.seat import PHONE

#: Where somebody wants to look at what the walk saw.
SHOTS = os.environ.get("KEZEK_SHOTS", "")


def seen(window, name):
    window.look()
    if SHOTS:
        window.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.fixture
def hers(window, world):
    """Her phone: she has opened whom she waits for."""
    world.settled("asel")
    phone = window(size=PHONE)
    phone.enter(english(world, "asel"))
    phone.go(f"/cabinet/application/{number_of(world, 'asel')}?lang=kk")
    seen(phone, "application")
    phone.press("a[href*='/awaited-consents/']")
    seen(phone, "awaited")
    return phone


@pytest.fixture
def link(hers):
    return hers.page.input_value("input[readonly]").removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def his(window, link):
    """His phone: he has opened what she sent him, and goes on to sign in."""
    phone = window(size=PHONE)
    phone.go(f"{link}?lang=kk")
    seen(phone, "before")
    assert "Байжанов" not in phone.page.inner_text("body")
    phone.press("main a.btn")
    phone.at("/sign-in")
    return phone


def test_applicant_and_husband_on_phones_in_kazakh(world, hers, his, link):
    client = world.visitor_in("kk")
    client.get(link)
    assert member_signs_in(world, client, "asel").location == link
    his.enter(client)
    his.go(link)
    seen(his, "asked")
    his.press("main form button")
    his.at("/consents")
    his.go(link)
    seen(his, "spent")
    hers.page.reload()
    assert not hers.page.locator("input[readonly]").count()
    seen(hers, "nobody")
