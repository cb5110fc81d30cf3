"""One's own consent: shown with all its points, taken back knowingly; then nothing is asked, and the law decides."""

from __future__ import annotations

import pytest

from housing.actions.cases.decide import decide_case
from housing.actions.cases.official import CaseChangedMeanwhile, Official, OfficialDecision
from housing.queries.filing.facts import load_case_facts
from housing.storage.extensions import db
from housing.storage.models import Answer, Event
from tests.citizen.steps import english, number_of


@pytest.fixture
def consent(world):
    """A browser and the address of the consent of this person's application."""

    def of(key):
        return english(world, key), f"/cabinet/own-consent/{number_of(world, key)}"

    return of


def answers(world):
    with world.app.app_context():
        db.session.rollback()
        return db.session.query(Answer).count()


def kinds(world):
    with world.app.app_context():
        told = db.session.query(Event.kind).filter(Event.kind.startswith("own_consent")).order_by(Event.id)
        return [kind for (kind,) in told]


def outcome(world, application_id):
    with world.app.app_context():
        law = load_case_facts(application_id).evaluate()
        return law.outcome, [ground["code"] for ground in law.grounds]


def test_the_consent_says_all_that_article_8_asks_for(world, consent):
    world.filed("aigerim")
    browser, url = consent("aigerim")
    terms = [dt.text for dt in browser.get(url).select("section[aria-labelledby=says] dt")]
    assert {"Operator", "Subject", "Term", "Transfer to third parties", "Transfer abroad", "List of data"} <= set(terms)


def test_it_is_said_before_that_the_service_cannot_be_given_without_it(world, consent):
    world.filed("aigerim")
    browser, url = consent("aigerim")
    page = browser.get(url)
    assert "The service cannot be given without the consent" in page.text
    assert page.select("a[href^='/cabinet/withdraw/']"), "whoever only wants out is shown the other way"
    browser.post(f"{url}/withdraw", {}, 422)
    assert kinds(world) == []


def test_withdrawn_nothing_more_is_asked_and_the_law_decides(world, consent):
    case = world.filed("aigerim")
    browser, url = consent("aigerim")
    before = answers(world)
    browser.post(f"{url}/withdraw", {"sure": "y"})
    assert world.status(case) == "accepted", "nobody is refused by the press itself"
    world.work()
    assert answers(world) == before and world.status(case) == "with_operator"
    result, codes = outcome(world, case)
    assert result == "refuse" and "no_consent" in codes
    assert "is going to be refused" in browser.get(url.replace("own-consent", "application")).one(".box.warn")


def test_the_machine_refuses_where_the_bank_lets_it(world, consent):
    world.set_up(automatic_refusal=True)
    case = world.filed("aigerim")
    browser, url = consent("aigerim")
    browser.post(f"{url}/withdraw", {"sure": "y"})
    world.work()
    assert world.status(case) == "refused"


def test_until_the_decision_it_may_be_given_again(world, consent):
    case = world.filed("aigerim")
    browser, url = consent("aigerim")
    browser.post(f"{url}/withdraw", {"sure": "y"})
    world.work()
    browser.post(f"{url}/give")
    world.work()
    assert world.status(case) == "registered" and kinds(world) == ["own_consent.withdrawn", "own_consent.given"]


def test_an_official_who_had_the_page_open_does_not_register_past_it(world, consent):
    case = world.settled("viktor")
    with world.app.app_context():
        seen = world.row(case).version
    browser, url = consent("viktor")
    browser.post(f"{url}/withdraw", {"sure": "y"})
    with world.app.app_context(), pytest.raises(CaseChangedMeanwhile):
        decide_case(case, seen, OfficialDecision("register"), Official(7, "karaganda-1", "karaganda"), world.clock())


def test_a_place_on_the_register_stays_and_its_category_is_not_asked_again(world, consent):
    case = world.settled("dauren")
    browser, url = consent("dauren")
    assert "Your place on the register stays." in browser.get(url).text
    browser.post(f"{url}/withdraw", {"sure": "y"})
    before = answers(world)
    world.clock.ahead(days=2)
    world.work()
    assert world.status(case) == "registered" and answers(world) == before
    assert outcome(world, case)[0] == "register", "what was decided then stays explained"


def test_pressed_twice_it_is_withdrawn_once(world, consent):
    world.filed("aigerim")
    browser, url = consent("aigerim")
    for _press in range(2):
        assert browser.post(f"{url}/withdraw", {"sure": "y"}).location == url
    assert kinds(world) == ["own_consent.withdrawn"]


def test_nobody_touches_the_consent_of_another(world, consent):
    world.filed("aigerim")
    _, url = consent("aigerim")
    stranger = english(world, "marat")
    stranger.get(url, 404)
    stranger.post(f"{url}/withdraw", {"sure": "y"}, 404)
    stranger.post(f"{url}/give", {}, 404)
    assert kinds(world) == []


def test_what_is_closed_has_nothing_left_to_withdraw(world, consent):
    world.filed("aigerim")
    browser, url = consent("aigerim")
    browser.post(url.replace("own-consent", "withdraw"), {"sure": "y"})
    assert "nothing is asked about you any more" in browser.get(url).text
    browser.post(f"{url}/withdraw", {"sure": "y"}, 409)
    assert kinds(world) == []
