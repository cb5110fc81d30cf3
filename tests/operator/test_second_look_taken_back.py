"""Whoever proposed a refusal may take it back while it waits: who is alone in a branch is not stuck."""

from __future__ import annotations

import pytest

from tests.operator.test_second_look import READ, look, seen


@pytest.fixture(params=["karaganda-1", "karaganda-head"])
def proposer(request, sits):
    """An operator, and a supervisor who is alone in the branch."""
    return sits(request.param)


@pytest.fixture
def proposed(proposer, case_of, second_looks):
    second_looks(lot=100)
    viktor = case_of("viktor")
    form = proposer.get(f"/operator/case/{viktor}").form("#case-form")
    proposer.post(f"/operator/case/{viktor}/decide", {**form, "verdict": "refuse", "note": "The stamp", READ: "no"})
    return viktor


def test_taken_back_the_case_is_undecided_and_its_proposer_s_again(proposed, proposer, ask):
    sent = seen(proposer, proposed, "take-back")
    assert proposer.post(look(proposed, "take-back"), sent).location == f"/operator/case/{proposed}"
    assert ask("SELECT status FROM application") == [("with_operator",)]
    assert ask("SELECT p.state FROM refusal_proposal p JOIN application a ON a.claimed_by = p.staff_id") == [
        ("taken_back",)
    ]
    page = proposer.get(f"/operator/case/{proposed}")
    assert "Yours" in page.one("#case-lease") and "The stamp" in page.one("#case-look") and page.select("#case-form")
    assert page.one("#case-history .now b") == "Whoever proposed the refusal took it back"


def test_who_took_it_back_may_decide_otherwise(proposed, proposer, ask):
    proposer.post(look(proposed, "take-back"), seen(proposer, proposed, "take-back"))
    form = proposer.get(f"/operator/case/{proposed}").form("#case-form")
    proposer.post(f"/operator/case/{proposed}/decide", {**form, "verdict": "register", "note": "Read", READ: "yes"})
    assert ask("SELECT status FROM application") == [("registered",)]


def test_it_stands_in_the_journal_once_and_tells_the_applicant_nothing(proposed, proposer, ask):
    sent, messages = seen(proposer, proposed, "take-back"), ask("SELECT count(*) FROM message")
    proposer.post(look(proposed, "take-back"), sent)
    proposer.post(look(proposed, "take-back"), sent, 409)
    assert ask("SELECT count(*) FROM event WHERE kind = 'refusal.taken_back'") == [(1,)]
    assert ask("SELECT count(*) FROM message") == messages


def test_nobody_takes_back_what_another_proposed(officer, supervisor, case_of, second_looks, ask):
    second_looks(lot=100)
    viktor = case_of("viktor")
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    officer.post(f"/operator/case/{viktor}/decide", {**form, "verdict": "refuse", "note": "The stamp", READ: "no"})
    assert not supervisor.get(f"/operator/case/{viktor}").select("form[action$='/take-back']")
    supervisor.post(look(viktor, "take-back"), seen(supervisor, viktor), 403)
    assert ask("SELECT status FROM application") == [("second_look",)]


def test_what_was_returned_or_confirmed_meanwhile_is_not_taken_back(officer, supervisor, case_of, second_looks, ask):
    second_looks(lot=100)
    viktor = case_of("viktor")
    form = officer.get(f"/operator/case/{viktor}").form("#case-form")
    officer.post(f"/operator/case/{viktor}/decide", {**form, "verdict": "refuse", "note": "The stamp", READ: "no"})
    sent = seen(officer, viktor, "take-back")
    supervisor.post(look(viktor, "confirm"), seen(supervisor, viktor))
    page = officer.post(look(viktor, "take-back"), sent, 409)
    assert page.select("#case-conflict") and ask("SELECT status FROM application") == [("refused",)]
