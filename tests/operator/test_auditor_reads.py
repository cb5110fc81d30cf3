"""The auditor reads the cases of every branch, and only reads: nothing to press or take, every look written down."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.citizen import steps


@pytest.fixture
def auditor(sits):
    return sits("auditor")


@pytest.fixture
def viktor(case_of):
    return case_of("viktor")


def looks(ask):
    return ask("SELECT actor, detail FROM event WHERE kind = 'file.opened' ORDER BY id")


def forms(page):
    return [form["action"] for form in page.select("main form")]


def test_a_case_of_any_branch_is_read_whole_and_without_a_form(auditor, officer, viktor, case_of):
    officer.post(f"/operator/case/{viktor}/notes", {"notes": "Called the expert", "seen": 0})
    page = auditor.get(f"/operator/case/{viktor}")
    for words in ("Соколов", "680314399908", "Technical conclusion of a certified expert", "Called the expert"):
        assert words in page.text
    assert page.select("#case-facts tbody tr") and page.select("#case-proposal") and page.select("#case-history li")
    assert forms(page) == [] and not page.select("main textarea, main [hx-post], main [data-lease]")
    assert "Құрманов" in auditor.get(f"/operator/case/{case_of('ilyas')}").text


def test_reading_takes_nothing_and_every_reading_is_written_down(auditor, viktor, ask):
    auditor.get(f"/operator/case/{viktor}")
    auditor.get(f"/operator/case/{viktor}/viewer/1")
    auditor.get("/operator/document/1")
    auditor.get("/operator/document/1/sheet/1")
    assert ask("SELECT claimed_by, lease_until FROM application") == [(None, None)]
    said = ["case", "document", "document", "document"]
    assert looks(ask) == [("auditor", f'{{"what": "{what}"}}') for what in said]


def test_a_document_is_read_beside_the_facts_without_a_form(auditor, viktor):
    page = auditor.get(f"/operator/case/{viktor}/viewer/1")
    assert page.select(".viewer img") and forms(page) == []
    assert not page.select("main [hx-post], main [data-lease]")


def test_the_kept_notice_is_read(auditor, world, number, ask):
    refused = number(steps.refused(world, "marat"))
    page = auditor.get(f"/operator/case/{refused}")
    assert page.select(f"a[href='/operator/case/{refused}/notice']") and not page.select("a[href$='/reissue']")
    assert "Бекенов" in auditor.get(f"/operator/case/{refused}/notice").text
    assert [detail for _, detail in looks(ask)] == ['{"what": "case"}', '{"what": "notice"}']


def test_a_refusal_that_waits_for_a_second_look_is_read_without_its_buttons(auditor, officer, viktor, second_looks):
    second_looks(lot=100)
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    read = {"settle-application-documents-0-reliable": "no", "verdict": "refuse", "note": "The stamp"}
    officer.post(f"/operator/case/{viktor}/decide", {**form, **read})
    page = auditor.get(f"/operator/case/{viktor}")
    assert "The stamp" in page.one("#case-look") and forms(page) == []


def test_no_change_of_a_case_opens_to_the_auditor(app, auditor, viktor, everything):
    before, tried = everything(), 0
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(("/operator/case/", "/operator/queue", "/operator/assign")) and "POST" in rule.methods:
            with app.test_request_context():
                url = app.url_for(rule.endpoint, number=viktor, paper_id=1, saved=1)
            auditor.post(url.partition("?")[0], {"version": "1", "verdict": "refuse"}, 403)
            tried += 1
    assert tried > 10 and everything() == before


def test_the_journal_leads_to_the_case(auditor, viktor):
    page = auditor.get(f"/operator/journal?number={viktor}")
    link = urlsplit(page.select(f"tbody a[href^='/operator/case/{viktor}?']")[0]["href"])
    assert parse_qs(link.query) == {"return_to": [f"journal?number={viktor}"]}
    way_back = auditor.get(f"/operator/case/{viktor}").select(".casehead a.back")[0]
    assert way_back["href"] == f"/operator/journal?number={viktor}"


def test_a_draft_is_not_read(auditor, world):
    world.drafted("viktor")
    auditor.get("/operator/document/1", 404)


@pytest.mark.parametrize(("login", "status"), [("head-office", 404), ("administrator", 403), ("helpline", 403)])
def test_nobody_else_of_the_whole_bank_reads_cases(sits, viktor, login, status):
    """To the head office a case is there only where nobody of its branch is left for it."""
    for url in (f"/operator/case/{viktor}", f"/operator/case/{viktor}/viewer/1", "/operator/document/1"):
        sits(login).get(url, status)
