"""A settlement is renamed in the browser: found among several hundred, changed, published by another person."""

from __future__ import annotations

from tests.journeys.conftest import publish
from tests.journeys.seat import PHONE


def test_a_settlement_is_found_renamed_and_published(seated, world):
    desk = seated("head-office", "en")
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
    other = seated("administrator", "en", size=PHONE)
    publish(other, "settlements")
    other.at("/reference/settlements")
    other.look()
    for catalog in ("branches", "categories", "documents", "complaint_bodies"):
        other.go(f"/reference/{catalog}")
        other.look()
    assert "город Новый Приозерск" in world.official("auditor").get("/reference/settlements?q=Новый&lang=ru").text
