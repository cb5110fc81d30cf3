"""A family member who is asked for consent: by SMS and on a page of their own; nobody is refused without it."""

from __future__ import annotations

import base64

import pytest

from housing.demo.people import CertificateSubject
from housing.storage.extensions import db
from housing.storage.models import Answer, Event, FamilyConsent
from tests.actions.test_one_time_code import code_on
from tests.citizen.steps import english, number_of

GIVE, REFUSE, WITHDRAW = (f"/consents/1/{verb}" for verb in ("give", "refuse", "withdraw"))


@pytest.fixture
def asel(world):
    """Her husband has not replied yet: the application waits for him."""
    return world.settled("asel")


@pytest.fixture
def husband(world, asel):
    """His browser, in English."""
    him = world.person("asel").family[0]
    browser = world.visitor_in("en")
    form = browser.get("/sign-in").form("form[data-eds]")
    subject = CertificateSubject(him.iin, "Байжанов", "Данияр")
    cms = world.authority.sign(subject, base64.b64decode(form["challenge"]), "sign-in")
    browser.post("/sign-in", {**form, "cms": base64.b64encode(cms).decode()})
    return browser


def her_page(world):
    return english(world, "asel").get(f"/cabinet/application/{number_of(world, 'asel')}")


def state(world):
    with world.app.app_context():
        db.session.rollback()
        return db.session.query(FamilyConsent).one().state


def asked_about(world, iin):
    with world.app.app_context():
        db.session.rollback()
        return [row.source for row in db.session.query(Answer).filter_by(about=iin).order_by(Answer.id)]


def test_he_is_asked_by_sms_once_and_the_case_stands_with_an_official(world, asel):
    him = world.person("asel").family[0]
    world.clock.ahead(hours=2)
    world.work()
    texts = [sms.text for sms in world.stage.inbox(him.phone)]
    assert len(texts) == 1 and len(texts[0]) <= 70 and world.status(asel) == "with_operator"
    assert set(asked_about(world, him.iin)) == {"consents"}, "nothing else is asked about him"


def test_the_page_says_who_asks_and_for_what(husband):
    assert "Your consent is asked" in husband.get("/cabinet").text
    page = husband.get("/consents")
    assert "Байжанова Әсел" in page.text and "Register of Immovable Property" in page.text
    assert "Your answer is awaited" in page.text


def test_once_he_consents_the_bases_are_asked_and_she_is_registered(world, asel, husband):
    husband.post(GIVE)
    world.work()
    assert world.status(asel) == "registered" and state(world) == "given"
    assert "real_property" in asked_about(world, world.person("asel").family[0].iin)


def test_a_refusal_refuses_nobody(world, asel, husband):
    husband.post(REFUSE)
    world.work()
    assert world.status(asel) == "with_operator" and state(world) == "refused"
    assert "A family member has refused consent" in her_page(world).text


def test_who_refused_may_think_again(world, asel, husband):
    husband.post(REFUSE)
    husband.post(GIVE)
    world.work()
    assert world.status(asel) == "registered"


@pytest.fixture
def mortgages_are_silent(stage):
    """So that a case stays open."""
    stage.silent.add("mortgages")


def test_a_withdrawal_stops_the_asking_and_is_told(world, mortgages_are_silent, asel, husband, stage):
    world.clock.ahead(minutes=1)
    husband.post(GIVE)
    world.work()
    husband.post(WITHDRAW)
    iin = world.person("asel").family[0].iin
    before = asked_about(world, iin).count("real_property")
    stage.silent.clear()
    world.clock.ahead(minutes=31)
    world.work()
    assert asked_about(world, iin).count("real_property") == before and world.status(asel) == "with_operator"
    assert "has withdrawn consent" in her_page(world).text


def test_a_withdrawal_after_the_decision_changes_nothing_decided(world, asel, husband):
    husband.post(GIVE)
    world.work()
    husband.post(WITHDRAW)
    world.work()
    assert world.status(asel) == "registered" and state(world) == "withdrawn"


def test_a_case_on_somebodys_desk_is_not_changed_under_their_hands(world, asel, husband, sits, number):
    sits("almaty-1").post(f"/operator/case/{number(asel)}/lease/take")
    husband.post(GIVE)
    world.work()
    assert world.status(asel) == "with_operator"
    world.clock.ahead(minutes=31)
    world.work()
    assert world.status(asel) == "registered"


@pytest.mark.parametrize("url", [GIVE, REFUSE, WITHDRAW])
def test_what_is_asked_of_another_is_not_there(world, asel, url):
    english(world, "aigerim").post(url, status=404)
    assert state(world) == "asked"


def test_an_answer_that_does_not_follow_is_not_taken(husband):
    husband.post(WITHDRAW, status=404)
    husband.post(GIVE)
    husband.post(GIVE, status=404)


def test_he_may_come_by_one_time_password(world, asel):
    him, browser = world.person("asel").family[0], world.visitor_in("en")
    world.clock.ahead(minutes=2)
    page = browser.post("/sign-in/code/send", {"iin": him.iin}, 200)
    form = page.form("form[action='/sign-in/code/enter']")
    world.work()
    browser.post("/sign-in/code/enter", {**form, "code": code_on(world.stage, him.phone)})
    browser.post(GIVE)
    assert state(world) == "given"


def test_no_iin_stands_in_the_journal(world, asel, husband):
    husband.post(GIVE)
    with world.app.app_context():
        told = " ".join(str(event.detail) + event.actor for event in db.session.query(Event))
    assert world.person("asel").family[0].iin not in told
