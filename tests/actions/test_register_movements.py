"""Whatever moves an entry of the register leaves its movement, and the movements add up to what stands."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.cases.annul import annul_application
from housing.demo.bases import SERVICES
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, RegisterMovement
from housing.storage.transaction import transaction


def moved():
    """(sign, list, cause, source) of every movement, oldest first."""
    m = RegisterMovement
    return [tuple(row) for row in db.session.execute(select(m.sign, m.list_code, m.cause, m.source).order_by(m.id))]


@pytest.mark.usefixtures("added_up")
def test_who_is_registered_came_by_the_decision(world, left):
    case = world.settled("aigerim")
    with world.app.app_context():
        entry, movement = (
            db.session.scalars(select(RegisterEntry)).one(),
            db.session.scalars(select(RegisterMovement)).one(),
        )
        assert moved() == [(1, entry.list_code, "registered", "")]
        assert (movement.at, movement.registered_at, movement.decision_id) == (
            entry.registered_at,
            entry.registered_at,
            left(case).decision.id,
        )


@pytest.mark.usefixtures("added_up")
def test_a_confirmed_category_goes_out_of_one_list_and_into_the_other_at_one_moment(world, monkeypatch):
    world.settled("dauren")
    monkeypatch.setitem(SERVICES, "categories", lambda person: ("FOUND", {"codes": ["C9"]}))
    world.clock.ahead(days=1, seconds=1)
    world.work()
    with world.app.app_context():
        assert moved()[1:] == [
            (-1, "general", "category_confirmed", "categories"),
            (1, "C9", "category_confirmed", "categories"),
        ]
        assert len(set(db.session.scalars(select(RegisterMovement.at).where(RegisterMovement.id > 1)))) == 1


@pytest.mark.usefixtures("added_up")
def test_an_annulled_application_leaves_with_its_key_and_its_day(world):
    case = world.settled("aigerim")
    world.clock.ahead(days=3)
    with world.app.app_context(), transaction() as tx:
        annul_application(tx, tx.get_one(Application, case), world.clock(), world.clock())
    with world.app.app_context():
        came, left = db.session.scalars(select(RegisterMovement).order_by(RegisterMovement.id))
        assert (left.sign, left.cause, left.registered_at, left.number) == (
            -1,
            "annulled",
            came.registered_at,
            came.number,
        )
        assert left.at == world.clock()
