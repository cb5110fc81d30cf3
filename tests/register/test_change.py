"""To settle a reported change: in words that the person reads; a place moves by no answer."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Event, Message, RegisterEntry
from tests.citizen.steps import english, number_of, report_change

URL = "/register/change/2611-Ө-000001"
ANSWER = {"outcome": "nothing", "words": "Отбасы құрамы жаңартылды. Орныңыз өзгермейді."}


@pytest.fixture
def case(world):
    case = world.settled("aigerim")
    report_change(world, "aigerim")
    return case


@pytest.fixture
def hers(world, case, sits):
    with world.app.app_context():
        return sits(f"{world.row(case).branch_code}-head")


def kinds(world, table, column):
    with world.app.app_context():
        db.session.rollback()
        return list(db.session.scalars(select(column).order_by(table.id)))


def test_the_person_reads_the_answer_and_is_told_by_sms(world, case, hers):
    hers.post(f"{URL}/settle", {**hers.get(URL).form("form[action$='/settle']"), **ANSWER})
    page = english(world, "aigerim").get(f"/cabinet/change/{number_of(world, 'aigerim')}")
    assert "The place stays as it is." in page.text and ANSWER["words"] in page.text
    assert "change 1" in kinds(world, Message, Message.kind)


def test_opening_it_is_written_down(world, hers):
    hers.get(URL)
    with world.app.app_context():
        opened = db.session.scalars(select(Event).where(Event.kind == "file.opened")).all()
    assert [one.detail["what"] for one in opened][-1] == "statement"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({**ANSWER, "outcome": ""}, "Choose what comes of it"),
        ({**ANSWER, "words": " "}, "Write the answer: what was found and why"),
        ({**ANSWER, "outcome": "category"}, "only who stands in the general list"),
    ],
)
def test_an_answer_needs_an_outcome_and_words(world, hers, sent, words):
    assert words in hers.post(f"{URL}/settle", sent, 422).one("#errors")
    assert "change.settled" not in kinds(world, Event, Event.kind)


def test_a_second_answer_changes_nothing_and_keeps_what_was_typed(world, hers):
    hers.post(f"{URL}/settle", ANSWER)
    page = hers.post(f"{URL}/settle", {**ANSWER, "words": "Басқа жауап"}, 409)
    assert "It was answered meanwhile" in page.text and "Басқа жауап" in page.text
    assert kinds(world, Event, Event.kind).count("change.settled") == 1


def test_a_category_is_asked_about_at_once(world, head_office):
    world.settled("aigerim", category="")
    report_change(world, "aigerim", what="category")
    head_office.post(f"{URL}/settle", {**ANSWER, "outcome": "category", "category": "C7"})
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry)).one()
        assert (entry.category_declared, entry.next_ask_at) == ("C7", world.clock())


def test_no_answer_moves_a_place(world, case, hers):
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry)).one()
        before = entry.registered_at, entry.list_code, entry.annulled_at
    for outcome in ("removal",):
        hers.post(f"{URL}/settle", {**ANSWER, "outcome": outcome})
    with world.app.app_context():
        entry = db.session.scalars(select(RegisterEntry)).one()
        assert (entry.registered_at, entry.list_code, entry.annulled_at) == before


def test_another_branch_and_an_auditor_settle_nothing(world, hers, supervisor, sits):
    supervisor.get(URL, 404)
    supervisor.post(f"{URL}/settle", ANSWER, 404)
    auditor = sits("auditor")
    assert not auditor.get(URL).select("form[action$='/settle']") and auditor.post(f"{URL}/settle", ANSWER, 403)
