"""A settlement is renamed in the browser: found among several hundred, changed, published by another person."""

from __future__ import annotations

from tests.journeys.conftest import PHONE


def seated(window, world, login, **size):
    """A window in which this official is signed in and reads English."""
    opened, browser = window(**size), world.official(login)
    opened.enter(browser)
    opened.go("/reference/?lang=en")
    return opened


def test_a_settlement_is_found_renamed_and_published(window, world):
    desk = seated(window, world, "head-office")
    desk.go("/reference/settlements")
    desk.look()
    desk.press(".pager a[rel=next]")
    desk.look()
    desk.go("/reference/settlements?q=Приозерск&lang=ru")
    desk.press("#catalog-rows tbody a")
    desk.page.fill("#name_ru", "город Новый Приозерск")
    assert desk.page.input_value("#parent") == "350000000"
    desk.look()
    desk.press("#catalog-form form button.btn")
    desk.page.wait_for_selector("main .box.warn")
    other = seated(window, world, "administrator", size=PHONE)
    other.go("/reference/settlements/difference")
    other.look()
    other.page.check("#compared")
    other.page.check("#touched")
    other.press("form[action$='/publish'] button")
    other.at("/reference/settlements")
    other.look()
    for catalog in ("branches", "categories", "documents", "complaint_bodies"):
        other.go(f"/reference/{catalog}")
        other.look()
    assert "город Новый Приозерск" in world.official("auditor").get("/reference/settlements?q=Новый&lang=ru").text
