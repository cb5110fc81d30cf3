"""A removal as the person reads it: heard before it, told why after it, how to complain and to apply again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.cases.annul import annul_application
from housing.actions.cases.official import Official
from housing.actions.register.remove import confirm_removal, propose_removal, return_removal
from housing.law.removal import ProposedRemoval
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, Removal, Staff
from housing.storage.transaction import transaction
from tests.citizen.steps import english
from tests.removals import complain, judge

HOUSED = ProposedRemoval(
    "got_state_housing",
    facts={"on": "2026-11-20", "document": "Contract No. 17"},
    note="The keys were handed over",
)


def official(login):
    one = db.session.scalars(select(Staff).filter_by(login=login)).one()
    return Official(one.id, one.login, one.branch_code)


@pytest.fixture
def proposed(world):
    """Dauren's number; an official has proposed to remove him."""
    case = world.settled("dauren")
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry.id).filter_by(application_id=case)).one()
        propose_removal(entry, HOUSED, official("karaganda-1"), world.clock())
        return world.row(case).number


@pytest.fixture
def removed(world, proposed):
    world.clock.ahead(days=6)
    with world.app.app_context():
        waits = db.session.scalars(select(Removal.id)).one()
        confirm_removal(waits, official("karaganda-head"), world.clock())
    return proposed


def answer(browser, number, status=303, **sent):
    address = f"/cabinet/removal/{number}"
    return browser.post(f"{address}/answer", {**browser.get(address).form("#opinion"), **sent}, status)


def test_the_account_asks_before_anything_is_decided(world, proposed):
    browser = english(world, "dauren")
    for page in (browser.get("/cabinet"), browser.get(f"/cabinet/application/{proposed}")):
        assert "considers removing you" in page.text and page.select(f"a[href='/cabinet/removal/{proposed}']")
    page = browser.get(f"/cabinet/removal/{proposed}")
    told = page.one("section[aria-labelledby=why]")
    assert "Nothing is decided yet" in page.text and "The keys were handed over" in told and "Contract No. 17" in told
    assert "27 November 2026" in page.text.replace("Friday, ", "") or "27.11.2026" in page.text


def test_whoever_objects_says_why(world, proposed):
    browser = english(world, "dauren")
    assert answer(browser, proposed, 422, opinion="objects", text="").select("#text-error")
    assert answer(browser, proposed, 422).select("#opinion-error")
    answer(browser, proposed, opinion="objects", text="It is my brother's flat")
    page = browser.get(f"/cabinet/removal/{proposed}")
    assert "It is my brother's flat" in page.text and not page.select("#opinion")


def test_what_was_decided_meanwhile_is_said_and_the_words_are_not_lost(world, proposed):
    browser = english(world, "dauren")
    form = browser.get(f"/cabinet/removal/{proposed}").form("#opinion")
    with world.app.app_context():
        waits = db.session.scalars(select(Removal.id)).one()
        return_removal(waits, "Which flat?", official("karaganda-head"), world.clock())
    sent = {**form, "opinion": "objects", "text": "Not mine"}
    page = browser.post(f"/cabinet/removal/{proposed}/answer", sent, 409)
    assert "nothing was changed" in page.text and "Not mine" in page.text and "You were not removed" in page.text


def test_who_was_removed_reads_why_with_the_ways_to_complain_and_to_apply_again(world, removed):
    browser = english(world, "dauren")
    assert "You stand on the register no more" in browser.get(f"/cabinet/application/{removed}").text
    page = browser.get(f"/cabinet/removal/{removed}")
    assert "article 73, point 1, sub-point 4)" in page.text
    for address in (f"/cabinet/complaint/{removed}", f"/cabinet/again/{removed}"):
        assert page.select(f"aside a[href='{address}']")
    again = browser.get(f"/cabinet/again/{removed}")
    assert "will be that of the new registration" in again.text and not again.select("#mend")


def test_the_complaint_is_about_the_removal_until_three_months_after_its_notice(world, removed):
    browser = english(world, "dauren")
    browser.get(browser.get(f"/cabinet/application/{removed}").select("a[href^='/cabinet/notice/']")[0]["href"])
    page = browser.get(f"/cabinet/complaint/{removed}")
    assert page.select("input[name=subject][value=decision]") and "01.03.2027" in page.text


def test_the_notice_of_a_removal_is_read_and_verified_as_the_others(world, removed):
    browser = english(world, "dauren")
    link = browser.get(f"/cabinet/application/{removed}").select("a[href^='/cabinet/notice/']")[0]["href"]
    page = browser.get(link)
    assert "Notice of removal" in page.text and "2611-С-" in page.source
    code = page.select("a.code")[0]["href"]
    assert "genuine" in world.visitor_in("en").get(code).text.lower()


def test_somebody_elses_removal_is_not_found(world, proposed):
    english(world, "aigerim").get(f"/cabinet/removal/{proposed}", 404)


def test_a_removal_that_fell_with_a_revoked_key_gives_nobody_a_place(world, removed):
    with world.app.app_context(), transaction() as tx:
        annul_application(tx, tx.scalars(select(Application)).one(), world.clock(), world.clock())
    page = english(world, "dauren").get(f"/cabinet/removal/{removed}")
    assert "Your complaint was upheld" not in page.text and "You were not removed" not in page.text


def test_of_two_applications_with_one_place_the_other_says_so(world, removed):
    """He was registered again before his complaint about the removal was upheld: one place is kept."""
    with world.app.app_context():
        case = db.session.scalars(select(Application.id)).one()
        number = complain(world, case)
        world.settled("dauren")
        judge(world, "head-office", number)
    browser = english(world, "dauren")
    page = browser.get(f"/cabinet/application/{removed}")
    assert "The place counts with another application of yours" in page.text
    assert "You are here: in the queue" not in page.text
    assert "The place counts with another application of yours" in browser.get("/cabinet").text
