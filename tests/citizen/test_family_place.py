"""What is proposed about a family's place, in the account of somebody whom it concerns: they read, answer, complain."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Decision, RegisterEntry
from housing.storage.transaction import transaction
from tests.citizen.steps import english, member_signs_in
from tests.removals import hear_out

SENT = {
    "kind": "succeeded",
    "on": "25.11.2026",
    "document": "Мекенжай жазбасы",
    "why": "Отбасы қалады",
    "leaver": "moved_away",
}


@pytest.fixture
def url(world, sits):
    """Of the act that would give Aigerim's place to her grown child, which her husband reads of."""
    world.settled("aigerim", category="")
    with world.app.app_context(), transaction() as tx:
        decision, number = tx.query(Decision).one(), tx.query(RegisterEntry).one().number
        family = [{**one} for one in decision.facts["family"]]
        family[1]["born"] = "2004-05-01"
        decision.facts = {**decision.facts, "family": family}
    world.clock.ahead(days=2)
    sits("almaty-head").post(f"/register/place-act/{number}", {**SENT, "successor": "2"})
    return f"/register/place-act/{number}"


@pytest.fixture
def his(world, url):
    """Her husband's browser, and the page that his account leads to."""
    browser = world.visitor_in("en")
    member_signs_in(world, browser, "aigerim")
    return browser, browser.get("/cabinet").select("a[href^='/cabinet/family-place/']")[0]["href"]


def test_he_reads_what_is_proposed_and_answers_once(world, sits, url, his):
    browser, link = his
    page = browser.get(link)
    assert "The place passes to a family member registered together" in page.text and "Отбасы қалады" in page.text
    assert not any(one.iin in page.html.decode() for one in world.person("aigerim").family)
    assert "Write what is not so" in browser.post(f"{link}/answer", {"opinion": "objects"}, 422).one("#errors")
    browser.post(f"{link}/answer", {"opinion": "objects", "text": "Мен қаламын"})
    assert "You have answered" in browser.get(link).text
    assert "meanwhile" in browser.post(f"{link}/answer", {"opinion": "agrees", "text": ""}, 409).text
    heard = sits("almaty-head").get(url).text
    assert "Мен қаламын" in heard and "was registered together" in heard and "has not answered" in heard


def test_the_holder_reads_it_and_nobody_else_does(world, url, his):
    hers = english(world, "aigerim")
    link = hers.get("/cabinet").select("a[href^='/cabinet/family-place/']")[0]["href"]
    assert "Nothing is decided yet" in hers.get(link).text and link != his[1]
    hers.get(his[1], 404)
    english(world, "dauren").get(link, 404)


def test_before_the_time_is_over_nobody_is_offered_to_confirm(world, sits, url):
    page = sits("head-office").get(url)
    assert "may answer until" in page.text and not page.select("form[action$='/confirm']")
    with world.app.app_context():
        act = db.session.scalar(select(RegisterEntry.id))
    assert "may not be answered yet" in sits("head-office").post(f"{url}/confirm", {"act": act}, 409).text


def test_he_complains_of_what_was_decided_and_reads_the_answer(world, sits, url, his):
    with world.app.app_context():
        hear_out(world.clock)
    office = sits("head-office")
    office.post(f"{url}/confirm", office.get(url).form("form[action$='/confirm']"))
    browser = world.visitor_in("en")
    member_signs_in(world, browser, "aigerim")
    browser.get(his[1])
    assert "Write what happened" in browser.post(f"{his[1]}/complain", {"complaint": ""}, 422).one("#errors")
    browser.post(f"{his[1]}/complain", {"complaint": "Мен де осында тұрамын"})
    assert "Answer by" in browser.get(his[1]).text
    judge = sits("almaty-head")
    complaint = judge.get("/operator/complaints").select("a[href^='/operator/complaint/']")[0]["href"]
    assert "Complained by, of the family" in judge.get(complaint).text


def test_while_a_complaint_is_open_the_page_leads_to_it(world, sits, url):
    case = english(world, "aigerim").get("/cabinet").select("a[href^='/cabinet/application/']")[0]["href"]
    english(world, "aigerim").post(case.replace("application", "complaint"), {"subject": "decision", "text": "Күн"})
    with world.app.app_context():
        hear_out(world.clock)
    page = sits("head-office").get(url)
    assert page.select("a[href^='/operator/complaint/']") and not page.select("form[action$='/confirm']")


def test_a_child_needs_somebody_who_acts_for_it(world, sits, url):
    head = sits("almaty-head")
    head.post(f"{url}/take-back", {"act": "1"})
    with world.app.app_context(), transaction() as tx:
        decision = tx.query(Decision).one()
        decision.facts = {**decision.facts, "family": decision.facts["family"][2:]}
    sent = {**SENT, "leaver": "died", "successor": "1"}
    assert "name who acts for it" in head.post(url, sent, 422).one("#errors")
    acts = {"acts_iin": "700101300018"}
    assert "An IIN has 12 digits" in head.post(url, {**sent, **acts}, 422).one("#errors")
    acts["acts_iin"] = "700101300015"
    assert "Write the name, the quality" in head.post(url, {**sent, **acts}, 422).one("#errors")
    acts |= {"acts_name": "Ахметова Гүлнар", "acts_relation": "guardian", "acts_document": "№ 4"}
    head.post(url, {**sent, **acts, "acts_since": "20.11.2026"})
    assert "Acts for the child" in head.get(url).text
