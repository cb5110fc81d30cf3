"""A complaint is answered once, with an outcome and words, and by nobody who decided the case."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from housing.actions.filing.file_complaint import file_complaint
from housing.storage.extensions import db
from tests.citizen.steps import english

SAID = {"outcome": "partly", "answer": "Мерзім бұзылды, кешірім сұраймыз. <b>"}


@pytest.fixture
def case(world):
    return world.settled("viktor")


@pytest.fixture
def url(world, case):
    with world.app.app_context():
        number = file_complaint(case, world.who("viktor"), "delay", "Жауап жоқ", world.clock())
    return f"/operator/complaint/{number}"


def decided_by(world, case, login):
    """A decision of that official, as it would stand in the database."""
    with world.app.app_context():
        db.session.execute(
            text(
                "INSERT INTO decision (application_id, outcome, facts, grounds, unknown, parameters, code_version,"
                " staff_id, note, decided_at) SELECT :case, 'refuse', '{}', '[]', '[]', '2026-07-12', '1', id, '',"
                " '2026-11-24' FROM staff WHERE login = :login"
            ),
            {"case": case, "login": login},
        )
        db.session.commit()


def test_it_shows_what_is_complained_of_and_that_it_was_read(url, supervisor, ask):
    page = supervisor.get(url)
    assert "Жауап жоқ" in page.one(".bubble") and "Виктор" in page.text and "a delay" in page.text
    assert ask("SELECT actor, detail FROM event WHERE kind = 'file.opened'") == [
        ("karaganda-head", '{"what": "complaint"}')
    ]


def test_the_answer_reaches_the_citizen_and_the_journal(world, url, supervisor, ask):
    assert supervisor.post(f"{url}/answer", SAID).location == "/operator/complaints"
    with world.app.app_context():
        number = world.row(1).number
    page = english(world, "viktor").get(f"/cabinet/complaint/{number}")
    assert SAID["answer"] in page.text and "Upheld in part" in page.text and "then to court" in page.text
    [(actor, detail)] = ask("SELECT actor, detail FROM event WHERE kind = 'complaint.answered'")
    assert actor == "karaganda-head" and '"late": false' in detail and "кешірім" not in detail
    [(words,)] = ask("SELECT text FROM message WHERE kind LIKE 'complaint%'")
    assert len(words) <= 70 and number in words


def test_an_answer_with_a_sign_that_is_not_printed_is_refused_in_words(url, supervisor, ask):
    page = supervisor.post(f"{url}/answer", {**SAID, "answer": "5 000 \u20b8 қайтарылады"}, 422)
    assert "cannot be printed with the sign \u201c\u20b8\u201d" in page.one("#errors") and "қайтарылады" in page.text
    assert ask("SELECT count(*) FROM event WHERE kind = 'complaint.answered'") == [(0,)]


def test_a_late_answer_is_marked_late(world, url, ask):
    world.clock.ahead(days=10)
    late = world.official("karaganda-head")
    assert "The term is over" in late.get(f"{url}?lang=en").text
    late.post(f"{url}/answer", SAID)
    assert '"late": true' in ask("SELECT detail FROM event WHERE kind = 'complaint.answered'")[0][0]
    assert "answered late" in late.get("/operator/complaints").text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"outcome": "upheld"},
        {"outcome": "x", "answer": "a"},
        {"answer": "a"},
        {"outcome": "upheld", "answer": " "},
        {"outcome": "upheld", "answer": "a" * 4001},
    ],
)
def test_an_answer_has_an_outcome_and_words(url, supervisor, ask, sent):
    assert supervisor.post(f"{url}/answer", sent, 422).select("#errors li a")
    assert ask("SELECT state FROM complaint") == [("open",)]


def test_a_second_answer_is_refused_and_kept_in_the_hand(url, supervisor, sits, ask):
    supervisor.post(f"{url}/answer", SAID)
    page = sits("head-office").post(f"{url}/answer", {"outcome": "rejected", "answer": "Not so"}, 409)
    assert "It was answered meanwhile" in page.one("main [role=alert]") and "Not so" in page.one("main [role=alert]")
    assert ask("SELECT state, answer FROM complaint") == [("partly", SAID["answer"])]


def test_nobody_judges_their_own_decision(world, case, url, supervisor, sits, ask):
    decided_by(world, case, "karaganda-head")
    page = supervisor.get(url)
    assert "Answered by the head office" in page.text and not page.select("main form")
    supervisor.post(f"{url}/answer", SAID, 403)
    assert ask("SELECT state FROM complaint") == [("open",)]
    sits("head-office").post(f"{url}/answer", SAID)
    assert ask("SELECT state FROM complaint") == [("partly",)]


def test_the_decision_of_an_operator_is_judged_by_the_supervisor(world, case, url, supervisor):
    decided_by(world, case, "karaganda-1")
    assert supervisor.get(url).select("main form")


def test_another_branch_neither_reads_nor_answers(url, sits, ask):
    stranger = sits("astana-head")
    stranger.get(url, 404)
    stranger.post(f"{url}/answer", SAID, 404)
    assert ask("SELECT state FROM complaint") == [("open",)]


def test_an_operator_does_not_answer_complaints(url, officer):
    officer.get(url, 403)
    officer.post(f"{url}/answer", SAID, 403)
