"""Notes of a case: saved as typed, kept save by save, never over a colleague's, never in a notice."""

from __future__ import annotations

import pytest

from tests.operator.conftest import HTMX


@pytest.fixture
def viktor(case_of):
    return case_of("viktor")


@pytest.fixture
def url(viktor):
    return f"/operator/case/{viktor}/notes"


def form(browser, number):
    return browser.get(f"/operator/case/{number}").form("#notes-form form")


def saves(ask):
    return ask("SELECT n.text, s.login FROM case_note n JOIN staff s ON s.id = n.staff_id ORDER BY n.id")


def test_what_is_typed_is_saved_and_read_by_a_colleague(officer, supervisor, viktor, url, ask):
    page = officer.post(url, {**form(officer, viktor), "notes": "Asked the akimat"}, 200, **HTMX)
    assert "Saved" in page.one("#notes-state")
    again = officer.post(url, {"seen": page.html.input["value"], "notes": "Asked the akimat twice"}, 200, **HTMX)
    assert again.html.input["value"] == "2"
    shown = supervisor.get(f"/operator/case/{viktor}")
    assert shown.one("#notes") == "Asked the akimat twice" and "Asked the akimat" in shown.one("#notes-form details")
    assert saves(ask) == [("Asked the akimat", "karaganda-1"), ("Asked the akimat twice", "karaganda-1")]


def test_without_scripts_the_button_saves(officer, viktor, url):
    location = officer.post(url, {**form(officer, viktor), "notes": "Asked"}).location
    assert location == f"/operator/case/{viktor}#notes-form"


def test_a_save_never_goes_over_a_colleague_s(officer, supervisor, viktor, url, ask):
    old = form(supervisor, viktor)
    officer.post(url, {**form(officer, viktor), "notes": "Mine"})
    for headers in ({}, HTMX):
        page = supervisor.post(url, {**old, "notes": "Theirs"}, 409, **headers)
        assert "Вебер Анна" in page.one("#notes-state") and "Mine" in page.one("#notes-state")
        assert headers or page.one("#notes") == "Theirs"
    assert saves(ask) == [("Mine", "karaganda-1")]
    seen = page.html.input["value"]
    supervisor.post(url, {"seen": seen, "notes": "Mine. Theirs"}, 200, **HTMX)
    assert saves(ask)[-1] == ("Mine. Theirs", "karaganda-head")


def test_the_same_words_twice_are_one_save(officer, viktor, url, ask):
    for _ in range(2):
        officer.post(url, {"seen": "0", "notes": "Asked"})
    assert len(saves(ask)) == 1


def test_ten_thousand_letters_are_refused_with_words(officer, viktor, url, ask):
    page = officer.post(url, {"notes": "я" * 10_000}, 422)
    assert "This is too long" in page.one("#notes-state") and saves(ask) == []


def test_another_branch_notes_nothing(sits, url, ask):
    sits("astana-1").post(url, {"notes": "Here"}, 404)
    assert saves(ask) == []


def test_the_notes_are_no_part_of_the_notice(officer, viktor, url, ask):
    officer.post(url, {**form(officer, viktor), "notes": "Between us"})
    sent = officer.get(f"/operator/case/{viktor}").form("#case-form")
    given = {**sent, "verdict": "register", "note": "Read", "settle-application-documents-0-reliable": "yes"}
    officer.post(f"/operator/case/{viktor}/decide", given)
    assert "Between us" not in ask("SELECT texts FROM notice")[0][0]
    assert officer.get(f"/operator/case/{viktor}").one("#notes") == "Between us"


def test_notes_are_never_markup(officer, viktor, url):
    officer.post(url, {**form(officer, viktor), "notes": "<img src=x>"})
    assert not officer.get(f"/operator/case/{viktor}").select("#notes-form img")
