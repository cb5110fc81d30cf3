"""Whoever does nothing is signed out, is told when, and comes back to the page where they were."""

from __future__ import annotations

import pytest

from housing.web import sessions


@pytest.fixture
def later(monkeypatch):
    def go(minutes):
        moment = sessions.monotonic_seconds() + minutes * 60
        monkeypatch.setattr(sessions, "monotonic_seconds", lambda: moment)

    return go


def test_every_page_says_when_its_session_ends_and_asks_before(officer):
    page = officer.get("/operator/queue")
    assert page.one("#idle-line") == "Without another step you are signed out at 10:30"
    assert page.html.select_one("#idle-line")["data-left"] == "1800"
    assert page.html.select_one("dialog#idle form")["action"] == "/operator/sessions/stay"
    assert [tag for tag in page.select("script[src]") if "idle.js" in tag["src"]]


def test_a_visitor_is_told_nothing_of_it(world):
    assert not world.visitor().get("/operator/sign-in").select("#idle, #idle-line")


def test_after_half_an_hour_without_a_step_the_session_has_ended(officer, later):
    later(29)
    officer.get("/operator/queue")
    later(31)
    assert officer.get("/operator/queue", 302).location == "/operator/sign-in?ended=1"


def test_a_sign_of_life_is_a_step(officer, later):
    for _ in range(3):
        later(20)
        officer.post("/operator/sessions/stay", status=200, Accept="application/json")
    officer.get("/operator/queue")


def test_who_signs_in_again_stands_where_they_were(officer, later, case_of, password_step):
    case = case_of("viktor")
    later(31)
    officer.get(f"/operator/case/{case}", 302)
    assert password_step("karaganda-1", browser=officer)[1].location == f"/operator/case/{case}"


def test_a_search_keeps_its_question(officer, later, password_step):
    later(31)
    officer.get("/operator/messages?page=2", 302)
    officer.get("/operator/queue?tab=mine", 302)
    assert password_step("karaganda-1", browser=officer)[1].location == "/operator/queue?tab=mine"


def test_after_a_change_they_stand_at_its_screen(officer, later, password_step):
    later(31)
    officer.post("/operator/inbox/read", status=302)
    assert password_step("karaganda-1", browser=officer)[1].location == "/operator/inbox"


def test_another_person_who_signs_in_is_not_led_where_they_may_not_be(officer, later, password_step):
    later(31)
    officer.get("/operator/queue", 302)
    assert password_step("auditor", browser=officer)[1].location == "/operator/journal"


def test_a_citizen_who_signs_in_is_not_led_to_a_desk(world):
    browser = world.visitor()
    browser.get("/operator/queue", 302)
    with browser.client.session_transaction() as cookie:
        assert "wanted" not in cookie
