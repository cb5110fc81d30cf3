"""A document beside the facts: its reader's finding answers the fact, with a reason, and every reading is kept."""

from __future__ import annotations

import pytest

import tests.world
from tests.papers import pdf


@pytest.fixture
def viktor(case_of, monkeypatch):
    monkeypatch.setattr(tests.world, "PDF", pdf(3))
    return case_of("viktor")


@pytest.fixture
def url(viktor):
    return f"/operator/case/{viktor}/viewer/1"


def read(browser, url, status=303, **given):
    return browser.post(f"{url}/read", {**browser.get(url).form("#reading-form"), **given}, status)


def test_a_document_is_leafed_enlarged_and_turned_by_links_alone(officer, url):
    page = officer.get(url)
    assert page.html.select_one(".viewer img")["src"] == "/operator/document/1/sheet/1?zoom=1&turn=0"
    for rel in ("Next page", "Larger", "Turn"):
        link = next(a["href"] for a in page.select(".viewer nav a") if a.get_text() == rel)
        page = officer.get(link)
    assert page.html.select_one(".viewer img")["src"] == "/operator/document/1/sheet/2?zoom=2&turn=90"
    assert page.one("#leaf-title") == "Page 2 of 3" and page.select("#case-facts")


def test_several_files_of_one_document_are_leafed_as_one(officer, url, viktor, ask):
    ask(
        "INSERT INTO paper (application_id, kind, filename, media_type, size, sha256, content, filed_at, pages, scan,"
        " document, position) SELECT application_id, kind, filename, media_type, size, sha256, content, filed_at, 3,"
        " scan, document, 0 FROM paper"
    )
    page = officer.get(f"{url}?page=5")
    assert page.one("#leaf-title") == "Page 5 of 6" and not page.select(".viewer ul")
    assert page.html.select_one(".viewer img")["src"] == "/operator/document/1/sheet/2?zoom=1&turn=0"
    assert "/operator/document/2/sheet/1?" in officer.get(url).html.select_one(".viewer img")["src"]
    assert "2 files" in officer.get(f"/operator/case/{viktor}").one("#case-papers")
    read(officer, url, reliable="yes", reason="Both are in order")
    assert ask("SELECT fact FROM settled") == [("application.documents[0].reliable",)]


@pytest.mark.parametrize("query", ["page=99", "page=-1", "page=x", "zoom=9&turn=45", "zoom=x"])
def test_a_view_that_is_none_is_the_plain_one(officer, url, query):
    officer.get(f"{url}?{query}")


def test_a_reading_answers_the_fact_before_the_decision(officer, viktor, url, ask):
    read(officer, url, reliable="yes", reason="The stamp and the certificate are in order")
    page = officer.get(f"/operator/case/{viktor}")
    assert page.one("#case-proposal .box b") == "Register: every requirement is met"
    assert page.one("#note") == "The stamp and the certificate are in order"
    officer.post(f"/operator/case/{viktor}/decide", {**page.form("#case-form"), "verdict": "register"})
    assert ask("SELECT status FROM application") == [("registered",)]


def test_a_reading_can_be_taken_back_and_every_one_is_kept(officer, viktor, url, ask):
    read(officer, url, reliable="no", reason="No stamp")
    assert "No stamp" in officer.get(url).one("section[aria-labelledby=read-title]")
    read(officer, url, reliable="yes", reason="It is on page 3")
    assert ask("SELECT value, note FROM settled") == [(b"true", "It is on page 3")]
    told = [tag.get_text(" ", strip=True) for tag in officer.get(f"/operator/case/{viktor}").select("#case-history li")]
    assert [line.rpartition("expert")[2][:5].strip(" ,2") for line in told[:2]] == ["Yes", "No"]


@pytest.mark.parametrize(
    "given",
    [
        {"reliable": "yes"},
        {"reason": "Read"},
        {"reliable": "x", "reason": "Read"},
        {"reliable": "no", "reason": "я" * 1001},
    ],
)
def test_a_reading_without_its_answer_or_reason_is_none(officer, url, ask, given):
    page = read(officer, url, 422, **given)
    assert page.html.title.get_text().startswith("Error: ") and ask("SELECT count(*) FROM settled") == [(0,)]


def test_a_reading_from_a_page_of_before_is_refused_with_its_words(officer, supervisor, url, ask):
    old = {**supervisor.get(url).form("#reading-form"), "reliable": "no", "reason": "No stamp"}
    read(officer, url, reliable="yes", reason="It is there")
    page = supervisor.post(f"{url}/read", old, 409)
    assert "Вебер Анна" in page.one("#case-conflict") and "No stamp" in page.one("section[aria-labelledby=yours]")
    assert ask("SELECT note FROM settled") == [("It is there",)]


def test_what_a_colleague_holds_is_not_read_for_them(officer, supervisor, viktor, url, ask):
    old = supervisor.get(url).form("#reading-form")
    officer.post(f"/operator/case/{viktor}/lease/take")
    supervisor.post(f"{url}/read", {**old, "reliable": "no", "reason": "No stamp"}, 409)
    assert not supervisor.get(url).select("#reading-form") and ask("SELECT count(*) FROM settled") == [(0,)]


def test_another_branch_and_another_case_find_no_document(sits, officer, url, case_of):
    sits("astana-1").get(url, 404)
    officer.get(f"/operator/case/{case_of('zhanna')}/viewer/1", 404)
    officer.get(url.replace("/1", "/9"), 404)
