"""A file as it was sent: told of on the case, never shown, saved by a supervisor or the auditor with a reason."""

from __future__ import annotations

import pytest

import tests.world
from housing.web.headers import FILE_POLICY
from tests.signed_papers import signed_pdf

URL = "/operator/sent-file/1"
TAKEN = "SELECT actor, detail, application_id FROM event WHERE kind = 'paper.sent_file_taken'"


@pytest.fixture
def sent(world):
    return signed_pdf(world.authority)


@pytest.fixture
def viktor(case_of, monkeypatch, sent):
    monkeypatch.setattr(tests.world, "PDF", sent)
    return case_of("viktor")


def take(browser, reason, status=200):
    return browser.post(URL, {**browser.get(URL).form("main form"), "reason": reason}, status)


def test_the_case_tells_whose_signature_it_was_and_that_it_held(officer, viktor):
    told = officer.get(f"/operator/case/{viktor}").one("#case-papers")
    assert "САРАПШЫ СЫНАҚ" in told and "held when the file came" in told and "Nobody could say then" in told


@pytest.mark.parametrize("login", ["karaganda-head", "auditor"])
def test_it_is_saved_as_it_was_sent_and_the_journal_says_by_whom_and_for_what(sits, viktor, sent, ask, login):
    answer = take(sits(login), "signature").response
    assert answer.data == sent and answer.mimetype == "application/octet-stream"
    name = f"{viktor}-technical_conclusion-sent.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"] == FILE_POLICY
    assert ask(TAKEN) == [(login, '{"paper": 1, "reason": "signature"}', 1)]


@pytest.mark.parametrize("reason", ["", "curiosity"])
def test_without_a_reason_nothing_leaves_and_nothing_is_written(supervisor, viktor, ask, reason):
    page = take(supervisor, reason, 422)
    assert "Choose what the file is needed for" in page.one("#errors") or "Not a valid choice" in page.text
    assert ask(TAKEN) == []


def test_looking_at_the_page_takes_nothing(supervisor, viktor, everything, sent):
    before = everything()
    page = supervisor.get(URL)
    assert page.h1 == "The file as it was sent" and sent[:200] not in page.response.data and everything() == before


def test_an_official_is_not_offered_it_and_does_not_get_it(officer, viktor):
    assert not officer.get(f"/operator/case/{viktor}").select("#case-papers a[href*='/sent-file/']")
    officer.get(URL, 403)


def test_another_branch_and_a_draft_have_none(sits, world, viktor):
    sits("astana-head").get(URL, 404)
    world.drafted("raushan")
    sits("karaganda-head").get("/operator/sent-file/2", 404)


def test_what_may_bear_a_virus_does_not_leave(supervisor, viktor, ask):
    ask("UPDATE paper SET scan = 'waiting'")
    supervisor.get(URL, 404)


def test_the_auditor_finds_it_in_the_journal_in_words(sits, supervisor, viktor):
    take(supervisor, "complaint")
    assert "A document was taken out as it had been sent" in sits("auditor").get("/operator/journal").one("tbody")
