"""Two officials reach for one case in the same moment: one has it, the other is told who."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from housing.demo.people import STAFF

LOGINS = ("astana-1", "astana-2")
NAMES = {one.login: one.name_kk for one in STAFF}
CONFLICT = "409"


@pytest.fixture
def number(world):
    application_id = world.settled("ilyas")
    with world.app.app_context():
        return world.row(application_id).number


def expect_conflict(desk):
    """The browser prints the answer that was expected, and nothing else."""
    assert [words for words in desk.complaints if CONFLICT not in words] == []
    desk.complaints.clear()


def test_one_claims_and_the_other_reads_who_was_faster(official, number):
    desks = {login: official(login) for login in LOGINS}
    for desk in desks.values():  # both are sent before either is answered
        desk.page.evaluate(f"document.querySelector('#queue-row-{number} [data-claim]').click()")
    for desk in desks.values():
        expect(desk.page.locator("#live")).to_contain_text(re.compile(r"\S"))
    won = [login for login, desk in desks.items() if desk.page.locator(f"#queue-row-{number}.marked").count()]
    assert len(won) == 1
    loser = desks[next(login for login in LOGINS if login not in won)]
    assert NAMES[won[0]] in loser.page.inner_text("#live")
    assert NAMES[won[0]] in loser.page.inner_text(f"#queue-row-{number}"), "the row is the fresh one"
    assert loser.page.locator(f"#queue-row-{number} [data-claim]").count() == 0
    loser.look()
    expect_conflict(loser)


def test_two_browsers_on_one_case_see_one_another(official, number):
    first, second = (official(login) for login in LOGINS)
    first.go(f"/operator/case/{number}")
    first.page.wait_for_selector("#case-lease[data-lease=mine]")
    second.go(f"/operator/case/{number}")
    expect(second.page.locator("#case-lease")).to_contain_text(NAMES[LOGINS[0]])
    assert second.page.locator("#case-form").count() == 0
    second.look()
    first.go("/operator/queue")  # to leave the page is to let the case go: the browser says so when it finds the time
    second.page.wait_for_function(
        "() => { htmx.trigger('#case-lease', 'seen');"
        " return document.querySelector(\"#case-lease form[action$='/lease/take']\") }",
        polling=500,
    )
    expect(second.page.locator("#case-lease form[action$='/lease/take']")).to_have_count(1)


def test_notes_save_themselves(official, number):
    desk = official(LOGINS[0])
    desk.go(f"/operator/case/{number}")
    desk.page.wait_for_selector("#case-lease[data-lease=mine]")
    desk.page.locator("#notes").press_sequentially("Asked the akimat")
    expect(desk.page.locator("#notes-state")).to_contain_text(NAMES[LOGINS[0]])
    desk.go(f"/operator/case/{number}")
    assert desk.page.input_value("#notes") == "Asked the akimat"
    desk.look()


def test_who_decides_second_is_told_who_decided_and_nothing_happens_twice(official, world, number):
    first, second = (official(login) for login in LOGINS)
    for desk in (second, first):
        desk.go(f"/operator/case/{number}")
        desk.page.wait_for_selector("#case-lease[data-lease=mine]")
        if desk is second:
            world.clock.ahead(minutes=21)  # nobody works on it: the lease runs out
        desk.choose("settle-dwellings", "none")
        desk.choose("verdict", "register")
        desk.page.fill("textarea[name=note]", "Certificate of the registry")
    first.press("#case-form button:not([formaction])")
    first.at("/operator/queue")
    second.press("#case-form button:not([formaction])")
    second.page.wait_for_selector("#case-conflict [role=alert]")
    assert NAMES[LOGINS[0]] in second.page.inner_text("#case-conflict")
    second.look()
    expect_conflict(second)
    world.work()
    assert len(world.stage.messages) == 1, "one decision, one message"
