"""A transfer of a working day by decree: entered by one, the moved cases seen, published by another, told to people."""

from __future__ import annotations

from tests.journeys.conftest import publish
from tests.journeys.seat import PHONE


def enter(desk, day, working, decree):
    desk.go("/reference/days")
    desk.page.fill("#day", day)
    desk.choose("working", working)
    desk.page.fill("#decree", decree)
    desk.look()
    desk.press("#catalog-form form button.btn")
    desk.page.wait_for_selector("main .box.warn")


def test_a_transfer_is_entered_seen_published_and_the_terms_move(seated, world):
    case = world.settled("viktor")
    drafter = seated("head-office", "kk")
    enter(drafter, "27.11.2026", "no", "ҚР Үкіметінің № 7 қаулысы, 20.11.2026")
    enter(drafter, "28.11.2026", "yes", "ҚР Үкіметінің № 7 қаулысы, 20.11.2026")
    drafter.go("/reference/days/difference")
    assert drafter.page.locator("form[action$='/publish']").count() == 0, "whoever entered it does not publish it"
    publisher = seated("administrator", "ru")
    publisher.go("/reference/days/difference")
    moves = publisher.page.inner_text("#difference-moves")
    assert "27.11.2026 18:30" in moves and "28.11.2026 18:30" in moves
    publish(publisher, "days")
    publisher.at("/reference/days")
    publisher.look()
    with world.app.app_context():
        assert world.row(case).due_at.isoformat().startswith("2026-11-28")
    phone = seated("administrator", "ru", size=PHONE)
    for path in ("/reference/", "/reference/days", "/reference/causes?key=absence", "/reference/second_look?key=lot"):
        phone.go(path)
        phone.look()
