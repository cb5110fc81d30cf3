"""A base that names another settlement ends nothing: the person is asked whether they moved for good, once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from housing.actions.register.ask_about_move import ask_about_move
from housing.demo import bases
from housing.queries.register.place import load_queue_place
from housing.storage.extensions import db
from housing.storage.models import ResidenceQuestion
from housing.storage.transaction import transaction
from tests.citizen.steps import english, number_of, report_change
from tests.inventories import begun

KARAGANDA, ASTANA = "351010000", "710000000"


@pytest.fixture
def case(world):
    return world.settled("aigerim")


def ask(world, case, settlement):
    with transaction() as tx:
        return ask_about_move(tx, case, settlement, world.clock())


def questions():
    db.session.rollback()
    return [(one.settlement, one.answered_at is None) for one in db.session.scalars(select(ResidenceQuestion))]


def test_the_place_stays_and_the_person_is_told_by_sms(world, case, left):
    before = load_queue_place(case)
    assert ask(world, case, KARAGANDA) and load_queue_place(case) == before
    assert "residence 1" in left(case).messages() and left(case).kinds()[-1] == "residence.asked"


def test_one_question_at_a_time_and_about_a_settlement_once(world, case, left):
    asked = [ask(world, case, settlement) for settlement in (KARAGANDA, KARAGANDA, ASTANA, "750000000", "")]
    assert asked == [True, False, False, False, False] and questions() == [(KARAGANDA, True)]
    report_change(world, "aigerim", what="residence")
    assert questions() == [(KARAGANDA, False)]
    assert [ask(world, case, settlement) for settlement in (KARAGANDA, ASTANA)] == [False, True]


def test_an_inventory_that_finds_another_settlement_asks(world, case, left, monkeypatch):
    plain = bases.SERVICES["natural_persons"]
    moved = lambda person: plain(replace(person, registered_in=KARAGANDA))  # noqa: E731
    monkeypatch.setitem(bases.SERVICES, "natural_persons", moved)
    world.clock.ahead(days=100)
    begun(world)
    world.work()
    assert questions() == [(KARAGANDA, True)] and load_queue_place(case) is not None
    assert not [kind for kind in left(case).messages() if kind.startswith("residence")], "one message is enough"
    page = english(world, "aigerim").get(f"/cabinet/change/{number_of(world, 'aigerim')}")
    assert "Have you moved for good?" in page.text
