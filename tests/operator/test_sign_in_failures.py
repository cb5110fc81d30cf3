"""A sign-in that failed stands in the journal: whose login, why and how often; never what was typed, never a flood."""

from __future__ import annotations

import json

import pytest

from tests.judge import words

TYPED = "my-real-password"


@pytest.fixture
def failures(world, ask):
    """What the journal says of failed sign-ins after a round of the jobs."""

    def told():
        world.work()
        rows = ask("SELECT actor, detail FROM event WHERE kind = 'sign_in.failed' ORDER BY id")
        return [(actor, json.loads(detail)) for actor, detail in rows]

    return told


def test_a_wrong_password_is_told_with_the_login_and_without_the_password(password_step, failures, everything):
    password_step("karaganda-1", TYPED, status=422)
    assert failures() == [("stranger", {"login": "karaganda-1", "reason": "password", "times": 1})]
    assert not [row for row in everything() if TYPED in row]


def test_a_login_that_nobody_has_is_not_written_down(password_step, failures, everything):
    """Who is in the wrong field types a password there."""
    password_step(TYPED, "karaganda-1", status=422)
    assert failures() == [("stranger", {"login": "", "reason": "password", "times": 1})]
    assert not [row for row in everything() if TYPED in row]


def test_a_closed_account_is_told_by_its_login(world, sits, ask, password_step, failures):
    ((staff_id,),) = ask("SELECT id FROM staff WHERE login = 'karaganda-1'")
    sits("administrator").post(f"/operator/staff-account/{staff_id}/activity", {"active": "no"})
    password_step("karaganda-1", status=422)
    assert failures()[0][1]["login"] == "karaganda-1"


def test_a_wrong_code_is_told_and_a_right_one_is_not(officer, enrolled, password_step, failures):
    phone = enrolled(officer)
    browser, _ = password_step("karaganda-1")
    form = browser.get("/operator/code").form("main form")
    browser.post("/operator/code/enter", {**form, "code": "000000"}, 422)
    browser.post("/operator/code/enter", {**form, "code": phone.code()})
    assert failures() == [("stranger", {"login": "karaganda-1", "reason": "code", "times": 1})]


def test_a_thousand_tries_of_a_minute_are_one_row_for_a_login_and_a_reason(world, password_step, failures):
    browser = world.visitor()
    for number in range(8):
        password_step("karaganda-1", TYPED, browser, 422 if number < 5 else 429)
    for login in ("nobody", "no-one", "somebody"):
        password_step(login, TYPED, status=422)
    told = [(detail["login"], detail["reason"], detail["times"]) for _, detail in failures()]
    assert told == [("", "password", 3), ("karaganda-1", "password", 5), ("karaganda-1", "paused", 3)]
    assert failures() and len(failures()) == 3, "what was written is not written again"


def test_who_signs_in_leaves_no_failure(password_step, failures):
    password_step("karaganda-1")
    assert failures() == []


def test_the_auditor_reads_it_in_words(sits, password_step, failures):
    password_step("karaganda-1", TYPED, status=422)
    failures()
    row = sits("auditor").get("/operator/journal?kind=sign_in.failed").select("tbody tr")[0]
    said = [words(cell) for cell in row.select("td")]
    assert said[1:3] == ["A sign-in failed", "somebody not signed in"]
    assert said[4] == "Login: karaganda-1; Reason: wrong password; How often: 1"
