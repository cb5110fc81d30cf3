"""The list of topics."""

from __future__ import annotations

from datetime import datetime

from housing.law.working_time import ALMATY
from tests.citizen.steps import ANSWERS, answered, attached, begun, english

URL = "/apply/tasks"


def states(page):
    return [tag.text for tag in page.select("[aria-labelledby=part-2] .tag")]


def test_at_first_everything_is_to_do(world):
    page = begun(world).get(URL)
    assert states(page) == ["To do"] * 5 and "0 of 5 sections are done" in page.text
    assert not page.select("a[href='/apply/check']")


def test_each_answer_is_saved_and_shown(world):
    browser = begun(world)
    for screen, sent in ANSWERS.items():
        browser.post(f"/apply/{screen}", sent)
    page = browser.get(URL)
    assert states(page) == ["To do", *["Done"] * 4]
    assert "Алматы" in page.text and "+77000000001" in page.text and "None of these" in page.text


def test_the_signature_opens_when_everything_is_answered(world):
    page = answered(world).get(URL)
    assert states(page) == ["Done"] * 5 and page.select("a.btn[href='/apply/check']")


def test_documents_are_a_topic_of_their_own_where_the_basis_asks_for_them(world):
    browser = begun(world, "viktor")
    world.drafted("viktor")
    browser.post("/apply/basis", {"basis": "no_housing"})
    assert states(browser.get(URL)) == ["Done"] * 5, "documents are no topic where none is asked for"
    browser.post("/apply/basis", {"basis": "emergency_housing"})
    assert states(browser.get(URL)) == ["Done", "To do", *["Done"] * 4]
    attached(browser, "technical_conclusion", name="Conclusion.pdf")
    page = browser.get(URL)
    assert states(page) == ["Done"] * 6 and "Emergency housing" in page.text and "Conclusion.pdf" in page.text


def test_it_says_when_the_decision_would_be_due(world):
    browser = answered(world)
    assert "accepted at once" in browser.get(URL).text and "Wednesday 25 November" in browser.get(URL).text
    world.clock.go(datetime(2026, 11, 24, 19, 0, tzinfo=ALMATY))
    page = english(world, "aigerim").get(URL)
    assert "Wednesday 25 November , 09:00" in page.text and "Thursday 26 November" in page.text


def test_another_person_sees_nothing_of_it(world):
    answered(world)
    assert english(world, "marat").get(URL, status=303).location == "/apply"


def test_answers_outlive_the_session(world):
    answered(world)
    world.clock.ahead(hours=5)
    assert states(english(world, "aigerim").get(URL)) == ["Done"] * 5
