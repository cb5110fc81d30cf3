"""A citizen says on the phone that a record is wrong; an official settles it; both read whose value counted and why."""

from __future__ import annotations

from tests.journeys.seat import DESK, PHONE

NOTE, WHY = "Бұл пәтерді 2019 жылы саттым", "Договор купли-продажи от 2019 года"


def dispute(hand):
    hand.go("/apply/facts")
    hand.press("#fact-dwelling-0 summary")
    hand.look()
    hand.page.fill("#dwelling-0-note", NOTE)
    hand.press("#fact-dwelling-0 details button")
    hand.page.wait_for_selector("#fact-dwelling-0 .box.warn")
    hand.look()


def sign(hand):
    hand.go("/apply/check")
    assert NOTE in hand.page.inner_text("section:has(#disputes)")
    hand.look()
    hand.press("form[data-eds] button")
    hand.press("dialog button[value=sign]")
    hand.at("/cabinet/receipt/")


def settle(desk, number):
    desk.go(f"/operator/case/{number}")
    assert NOTE in desk.page.inner_text("#case-facts")
    desk.look()
    desk.choose("settle-dwellings-0-stands", "no")
    desk.press("#case-form button[formaction$='/try']")
    desk.page.wait_for_selector("#case-proposal .box.ok")
    desk.choose("verdict", "register")
    desk.page.fill("textarea[name=note]", WHY)
    desk.press("#case-form button:not([formaction])")
    desk.at("/operator/queue")


def test_one_fact_is_disputed_on_the_phone_and_settled_at_the_desk(window, official, world):
    draft = world.drafted("marat")
    hand = window(PHONE)
    hand.enter(world.citizen("marat"))
    dispute(hand)
    sign(hand)
    world.work()
    with world.app.app_context():
        number = world.row(draft).number
    settle(official("astana-1", size=DESK), number)
    hand.go("/cabinet")
    hand.press("main a[href^='/cabinet/notice/']")
    hand.look()
    told = hand.page.inner_text("main")
    assert NOTE in told and WHY in told
