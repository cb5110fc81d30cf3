"""Where a removal meets other acts: a place elsewhere, an annulment, a case decided anew, a wish regretted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing.actions.cases.annul import annul_application
from housing.actions.cases.register_entry import Act, move_entry
from housing.actions.cases.restore import StandsElsewhere
from housing.actions.register.remove import RemovalAnswered, confirm_removal, remove_at_own_wish
from housing.storage.extensions import db
from housing.storage.models import Alert, Application, Complaint, RegisterEntry, RegisterMovement, Removal
from housing.storage.transaction import transaction
from tests.removals import branch_of, complain, judge, key_of, official_named

pytestmark = pytest.mark.usefixtures("added_up")


def test_nobody_is_given_a_second_place_in_another_settlement(world, stood, removed):
    number = complain(world, removed)
    second = world.settled("dauren")
    with transaction() as tx:
        entry = tx.query(RegisterEntry).filter_by(application_id=second).one()
        move_entry(tx, entry, Act("moved_away", world.clock()), settlement="710000000")
    with pytest.raises(StandsElsewhere):
        judge(world, "head-office", number)
    assert world.row(removed).status == "removed"
    assert db.session.scalars(select(Complaint.state)).one() == "open"


def test_what_a_revoked_key_signed_is_annulled_after_a_removal_too(world, removed, left):
    with transaction() as tx:
        annul_application(tx, tx.get_one(Application, removed), world.clock(), world.clock())
    assert world.row(removed).status == "annulled"
    assert [one.state for one in left(removed).of(Removal)] == ["cancelled"]
    signs = db.session.scalars(select(RegisterMovement.sign).order_by(RegisterMovement.id)).all()
    assert signs == [1, -1], "nobody leaves twice"


def test_an_annulment_ends_what_waited_and_its_alerts(world, stood, proposal):
    with transaction() as tx:
        annul_application(tx, tx.get_one(Application, stood.application_id), world.clock(), world.clock())
    assert db.session.scalars(select(Removal.state)).one() == "lapsed"
    assert db.session.scalars(select(Alert.handled_at)).one() is not None
    world.clock.ahead(days=6)
    with pytest.raises(RemovalAnswered):
        confirm_removal(proposal, official_named(f"{branch_of(world, stood)}-head"), world.clock())


def test_a_case_decided_anew_is_not_removed_by_what_was_proposed_before(world, stood, proposal):
    number = complain(world, stood.application_id)
    judge(world, "head-office", number)
    assert world.row(stood.application_id).status == "renewed"
    assert db.session.scalars(select(Removal.state)).one() == "lapsed"


def test_a_wish_under_pressure_is_undone_by_a_complaint(world, stood, left):
    before = key_of(stood)
    with transaction() as tx:
        remove_at_own_wish(tx, stood.id, world.clock())
    judge(world, f"{branch_of(world, stood)}-head", complain(world, stood.application_id, "I was made to sign"))
    assert key_of(left(stood.application_id).entry) == before
    assert world.row(stood.application_id).status == "registered"
