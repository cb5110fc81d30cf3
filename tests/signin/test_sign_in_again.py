"""A session that ends in the middle of a form loses nothing: the person signs in and stands at the same question."""

from __future__ import annotations

import base64

import pytest

from housing.web import sessions
from tests.citizen.steps import answered, begun, english

CONTACT = "/apply/contact"


def sign_in_here(world, browser, key):
    """The same browser signs in again."""
    form = browser.get("/sign-in").form("form[data-eds]")
    cms = world.sign(key, base64.b64decode(form["challenge"]), "sign-in")
    return browser.post("/sign-in", {**form, "cms": base64.b64encode(cms).decode()}).location


def later(monkeypatch, minutes):
    moment = sessions.monotonic_seconds() + minutes * 60
    monkeypatch.setattr(sessions, "monotonic_seconds", lambda: moment)


@pytest.fixture
def interrupted(world, monkeypatch):
    """A browser whose session ended while the contacts were being filled in, and what it had sent."""
    browser = begun(world)
    form = browser.get(CONTACT).form()
    later(monkeypatch, 31)
    page = browser.post(CONTACT, {**form, "phone": "+7 700 000 00 07", "email": "a@example"}, status=302)
    assert page.location == "/sign-in?ended=1"
    return browser


@pytest.fixture
def another(world):
    """Somebody else who has begun an application, before the clock of browsers goes ahead."""
    return begun(world, "marat")


def test_after_signing_in_the_person_stands_at_the_same_question_with_the_answer_in_it(world, interrupted):
    target = sign_in_here(world, interrupted, "aigerim")
    assert target == f"{CONTACT}?kept=1"
    page = interrupted.get(target)
    assert page.html.select_one("#phone")["value"] == "+77000000007" and "kept" in page.one("[role=status].box")


def test_what_was_kept_can_be_saved(world, interrupted):
    page = interrupted.get(sign_in_here(world, interrupted, "aigerim"))
    interrupted.post(CONTACT, {**page.form(), "email": ""})
    assert "+77000000007" in interrupted.get("/apply/tasks").text


def test_another_person_who_signs_in_here_sees_nothing_of_it(world, another, interrupted):
    page = interrupted.get(sign_in_here(world, interrupted, "marat"))
    assert "+77000000007" not in str(page.html)


def test_the_next_day_it_is_gone(world, interrupted):
    world.clock.ahead(hours=25)
    target = sign_in_here(world, interrupted, "aigerim")
    assert "+77000000007" not in str(interrupted.get(target).html)


def test_who_only_looked_comes_back_to_where_they_were(world, monkeypatch):
    browser = begun(world)
    later(monkeypatch, 31)
    browser.get("/apply/settlement", status=302)
    assert sign_in_here(world, browser, "aigerim") == "/apply/settlement"


def test_who_is_at_work_is_not_signed_out(world, monkeypatch):
    browser = begun(world)
    for _ in range(3):
        later(monkeypatch, 29)
        browser.get(CONTACT)


def test_words_about_a_wrong_record_are_kept_too(world, monkeypatch):
    browser = begun(world, "marat")
    later(monkeypatch, 31)
    browser.post("/apply/facts/born/dispute", {"born-note": "I was born a day later"}, status=302)
    target = sign_in_here(world, browser, "marat")
    assert target.startswith("/apply/facts") and "I was born a day later" in browser.get(target).one("#born-note")


def test_a_complaint_that_took_long_to_write_is_kept_too(world, monkeypatch):
    application = world.settled("aigerim")
    with world.app.app_context():
        number = world.row(application).number
    browser = english(world, "aigerim")
    later(monkeypatch, 31)
    browser.post(f"/cabinet/complaint/{number}", {"subject": "conduct", "text": "I was not let in"}, status=302)
    target = sign_in_here(world, browser, "aigerim")
    assert target == f"/cabinet/complaint/{number}?kept=1"
    assert "I was not let in" in browser.get(target).one("#text")


def test_nobody_can_make_the_server_keep_something_without_a_session(world):
    stranger = world.visitor_in("en")
    stranger.post(CONTACT, {"phone": "+77000000009"}, status=302)
    assert sign_in_here(world, stranger, "aigerim") == CONTACT


def test_a_form_as_long_as_a_book_is_not_kept(world, monkeypatch):
    browser = answered(world)
    later(monkeypatch, 31)
    browser.post(CONTACT, {"phone": "7" * 30_000}, status=302)
    assert sign_in_here(world, browser, "aigerim") == CONTACT


def test_the_language_outlives_the_session(world, monkeypatch):
    browser = english(world, "aigerim")
    later(monkeypatch, 31)
    browser.get("/cabinet", status=302)
    sign_in_here(world, browser, "aigerim")
    assert browser.get("/cabinet").h1 == "Personal account"
