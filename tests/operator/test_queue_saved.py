"""Lists of the queue kept under a name: an official's own, replaced by name, forgotten by a press."""

from __future__ import annotations

import pytest

from housing.actions.cases import save_filter

MINE = "/operator/queue/save?whose=mine&basis=no_housing&after=1764000000.000000-5"


def kept(page):
    return {link.get_text(): link["href"] for link in page.select("#queue-saved a")}


def test_a_list_is_kept_under_a_name_without_its_page(officer):
    page = officer.get(officer.post(MINE, {"name": "  My   morning "}).location)
    assert kept(page) == {"My morning": "/operator/queue?whose=mine&basis=no_housing"}
    assert page.select("#queue-saved a[aria-current]")


def test_the_same_name_replaces(officer):
    officer.post(MINE, {"name": "One"})
    officer.post("/operator/queue/save?whose=escalated", {"name": "One"})
    assert kept(officer.get("/operator/queue")) == {"One": "/operator/queue?whose=escalated"}


def test_nothing_but_filters_is_kept(officer, ask):
    officer.post("/operator/queue/save?q=841006399900&whose=mine&next=//evil.kz", {"name": "One"})
    assert ask("SELECT query FROM saved_filter") == [("whose=mine",)]


def test_what_another_keeps_is_neither_seen_nor_removed(officer, supervisor, ask):
    officer.post(MINE, {"name": "One"})
    assert kept(supervisor.get("/operator/queue")) == {}
    ((saved,),) = ask("SELECT id FROM saved_filter")
    supervisor.post(f"/operator/queue/saved/{saved}/remove", status=404)
    assert ask("SELECT count(*) FROM saved_filter") == [(1,)]


def test_it_is_forgotten(officer):
    officer.post(MINE, {"name": "One"})
    form = officer.get("/operator/queue").html.select_one("#queue-saved form")
    officer.post(form["action"])
    assert kept(officer.get("/operator/queue")) == {}


@pytest.mark.parametrize("name", ["", "   ", "x" * 41])
def test_a_name_that_is_none_is_refused_with_words(officer, name, ask):
    page = officer.post(MINE, {"name": name}, 422)
    assert page.select("#errors a[href='#name']") and page.select("#name[aria-invalid]")
    assert ask("SELECT * FROM saved_filter") == []


def test_there_is_an_end_to_keeping(officer, ask, monkeypatch):
    monkeypatch.setattr(save_filter, "MAX_FILTERS", 1)
    officer.post(MINE, {"name": "One"})
    assert "remove one first" in officer.post(MINE, {"name": "Two"}, 422).one("#name-error")
    assert ask("SELECT name FROM saved_filter") == [("One",)]
