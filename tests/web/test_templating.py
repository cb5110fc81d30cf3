"""What stands on page after page is put together once for a person, and nobody is handed what was made for another."""

from __future__ import annotations

import pytest

from housing.web import sessions


@pytest.fixture
def two(world):
    return world.official("karaganda-1"), world.official("karaganda-head")


def test_each_official_has_a_bar_of_their_own(two):
    names = [browser.get("/operator/queue").one(".account-link b") for browser in (*two, *two)]
    assert names[0] != names[1] and names[:2] == names[2:]


def test_a_part_that_lasts_bears_a_seal_that_its_session_may_send(two):
    for browser in (*two, *two):
        form = browser.get("/operator/queue").form("form[action='/operator/queue/next']")
        assert browser.client.post("/operator/queue/next", data=form).status_code == 303


def test_the_seal_of_one_session_is_worth_nothing_in_another(two):
    first, second = two
    form = first.get("/operator/queue").form("form[action='/operator/queue/next']")
    assert second.client.post("/operator/queue/next", data=form).status_code == 400


def test_a_part_that_lasts_is_said_in_the_language_of_the_page(two):
    said = {two[0].get(f"/operator/queue?lang={language}").one(".menu") for language in ("kk", "ru", "en", "kk")}
    assert len(said) == 3


def test_a_cookie_with_another_seal_opens_nothing(two):
    browser = two[0]
    browser.get("/operator/queue")
    cookie = browser.client.get_cookie("kezek")
    browser.client.set_cookie("kezek", cookie.value[:-2] + ("AA" if cookie.value[-2:] != "AA" else "BB"))
    browser.get("/operator/queue", 302)


def test_the_seal_of_a_cookie_is_looked_at_again_after_a_minute(two, app, monkeypatch):
    browser = two[0]
    browser.get("/operator/queue"), browser.get("/operator/queue")
    app.secret_key = "another one"
    browser.get("/operator/queue")
    later = sessions.monotonic_seconds() + 61
    monkeypatch.setattr(sessions, "monotonic_seconds", lambda: later)
    browser.get("/operator/queue", 302)
