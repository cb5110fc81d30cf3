"""The register of immovable property is silent about a man; an official settles it and decides, by mouse or by keys."""

from __future__ import annotations

import pytest

from housing.demo.people import PEOPLE

SILENT, LOGIN, ROW = "ilyas", "astana-1", "tr[data-row]"


@pytest.fixture
def number(world):
    """The number of the case that waits for an official."""
    application_id = world.settled(SILENT)
    with world.app.app_context():
        return world.row(application_id).number


def claim(desk, number):
    desk.look()
    desk.press(f"#queue-row-{number} [data-claim]")
    desk.page.wait_for_selector(f"#queue-row-{number}.marked")
    desk.look()


def settle(desk):
    """The housing is unknown: he brought a certificate that he has none."""
    desk.choose("settle-dwellings", "none")
    desk.choose("verdict", "register")
    desk.page.fill("textarea[name=note]", "Certificate of the registry, 24.11.2026")


def test_nothing_is_offered_to_take_where_there_is_no_case(official, number):
    desk = official(LOGIN)
    assert desk.page.is_visible("#queue-chosen .row button")
    desk.go("/operator/queue?status=registered")
    assert not desk.page.is_visible("#queue-chosen .row button")


def test_from_the_queue_to_the_decision(official, world, number):
    desk = official(LOGIN)
    claim(desk, number)
    desk.press(f"#queue-row-{number} a")
    desk.at(f"/operator/case/{number}")
    desk.look()
    settle(desk)
    desk.press("#case-form button[hx-post]")
    desk.page.wait_for_selector("#case-proposal .box.ok")
    desk.look()
    desk.press("#case-form button:not([formaction])")
    desk.at("/operator/queue")
    desk.look()
    assert desk.page.locator(f"#queue-row-{number}").count() == 0, "it is decided and off the desk"
    world.work()
    phones = [message.phone for message in world.stage.messages]
    assert phones == [PEOPLE[SILENT].phone]


def test_the_same_desk_speaks_kazakh_and_then_russian(official, number):
    desk = official(LOGIN)
    assert desk.language == "kk"
    desk.press(".langs a[hreflang=ru]")
    desk.page.wait_for_selector("html[lang=ru]")
    desk.look()
    desk.go(f"/operator/case/{number}")
    desk.look()
    assert desk.language == "ru", "the language goes along"


def test_a_decision_that_does_not_follow_is_refused_and_what_was_typed_is_kept(official, number):
    desk = official(LOGIN)
    desk.go(f"/operator/case/{number}")
    settle(desk)
    desk.choose("verdict", "refuse")
    desk.press("#case-form button:not([formaction])")
    desk.page.wait_for_selector("#errors")
    desk.look()
    assert desk.page.is_checked("input[name=settle-dwellings][value=none]")
    assert desk.page.input_value("textarea[name=note]") != ""
    desk.complaints.clear()  # the browser prints the 422 that this test asked for


def test_a_case_is_claimed_by_keys_alone(official, number):
    """The keys work while the focus is in the table; the row that was swapped keeps it."""
    desk = official(LOGIN)
    desk.page.focus(f"{ROW} a")
    desk.page.keyboard.press("j")
    desk.page.keyboard.press("c")
    desk.page.wait_for_selector(f"#queue-row-{number}.marked")
    desk.page.wait_for_selector(f"#queue-row-{number} a:focus")
    desk.page.keyboard.press("Enter")
    desk.at(f"/operator/case/{number}")


def test_a_claim_is_said_aloud(official, number):
    desk = official(LOGIN)
    claim(desk, number)
    said = desk.page.inner_text("#live").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    assert number in said


def test_the_way_back_shows_the_whole_page(official, number):
    """Not the fragment that HTMX received last."""
    desk = official(LOGIN)
    desk.page.select_option("select[name=basis]", "no_housing")
    desk.press("form.filters[method=get] button")
    desk.page.wait_for_url("**basis=no_housing**")
    desk.press(f"#queue-row-{number} a")
    desk.at(f"/operator/case/{number}")
    desk.page.go_back()
    desk.page.wait_for_selector("header .brand")
    desk.look()
