"""Refused, complained, upheld, decided anew by the head office, registered with the old date: a branch of two."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.cases.decide import decide_case
from housing.actions.cases.four_eyes import confirm_refusal
from housing.actions.cases.official import Official, OfficialDecision
from housing.storage.extensions import db
from housing.storage.models import RegisterEntry, Staff
from tests.journeys.seat import DESK, PHONE

PAPER = "application.documents[0].reliable"


@pytest.fixture
def refused(world, second_looks):
    """Viktor's paper was found unreliable; both officials of Karaganda took part in the refusal."""
    second_looks(lot=100)
    case = world.settled("viktor")
    with world.app.app_context():
        staff = {
            one.login: Official(one.id, one.login, one.branch_code)
            for one in db.session.scalars(select(Staff).filter_by(branch_code="karaganda"))
        }
        decision = OfficialDecision("refuse", {PAPER: False}, "-")
        decide_case(case, world.row(case).version, decision, staff["karaganda-1"], world.clock())
        confirm_refusal(case, world.row(case).version, staff["karaganda-head"], world.clock())
        decided_at = world.row(case).decided_at
        number = world.row(case).number
    world.clock.ahead(hours=26)
    return number, decided_at


def complain(hand, number):
    """From the notice to the complaint."""
    hand.go("/cabinet")
    hand.press("a[href^='/cabinet/notice/']")
    hand.at("/cabinet/notice/")
    hand.look()
    hand.press(f"a[href='/cabinet/complaint/{number}']")
    hand.at("/cabinet/complaint/")
    hand.look()
    hand.choose("subject", "decision")
    hand.page.fill("#text", "Мөр орнында тұр. Печать на месте.")
    hand.press("main form .btn")
    hand.page.wait_for_selector("#complaint-filed-1")
    hand.look()


def uphold(desk, number):
    """The head office opens the file of the complaint, and upholds it."""
    desk.go("/operator/complaints")
    desk.look()
    desk.press("tbody a")
    desk.press(f"a[href^='/operator/case/{number}']")
    desk.at(f"/operator/case/{number}")
    desk.look()
    assert desk.page.locator("#case-form").count() == 0, "it is read, not decided"
    desk.press("a.back")
    desk.press("tbody a")
    desk.choose("outcome", "upheld")
    desk.page.fill("#answer", "Мөр бар. Печать есть.")
    desk.look()
    desk.press("main form .btn")
    desk.page.wait_for_selector("#complaints-anew")
    desk.look()


def decide_anew(desk, number):
    """The case stands among the complaints, for nobody of the branch is left."""
    desk.go("/operator/complaints")
    desk.press("#complaints-anew tbody a")
    desk.at(f"/operator/case/{number}")
    desk.page.wait_for_selector("#case-acts")
    desk.look()
    desk.choose("settle-application-documents-0-reliable", "yes")
    desk.choose("verdict", "register")
    desk.page.fill("#note", "Мөр бар")
    desk.press("#case-form button:not([formaction])")
    desk.at("/operator/complaints")
    desk.look()


@pytest.mark.parametrize(("language", "size"), [("kk", DESK), ("ru", PHONE)])
def test_the_whole_story(world, refused, walks, language, size):
    number, decided_at = refused
    hand = walks(world.citizen("viktor"), language, size)
    complain(hand, number)
    desk = walks(world.official("head-office"), language, size)
    uphold(desk, number)
    world.work()
    hand.go(f"/cabinet/application/{number}")
    hand.look()
    decide_anew(desk, number)
    world.work()
    hand.go(f"/cabinet/application/{number}")
    hand.page.wait_for_selector("#place")
    hand.look()
    with world.app.app_context():
        assert db.session.scalars(select(RegisterEntry)).one().registered_at == decided_at
