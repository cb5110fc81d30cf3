"""Whom no decision of ours put on the register: taken over from another base, or followed somebody of the family."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from housing import jobs
from housing.actions.cases.register_entry import Act
from housing.actions.register import check_entry
from housing.actions.register.apply_act import pass_entry
from housing.actions.register.follow_inventory import CheckChangedMeanwhile, consent_to_check
from housing.law.register_moves import FORMER_BASE
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Event, InventoryCheck, RegisterEntry
from housing.storage.models.decision import NEVER_CHECKED
from housing.storage.transaction import transaction
from tests.inventories import answers, begun, enter


@pytest.fixture
def there(world, monkeypatch):
    monkeypatch.setattr(check_entry, "ask_again", lambda taken, gateway: answers(taken.iin, taken.at))
    with world.app.app_context():
        yield world


def check():
    db.session.rollback()
    return db.session.scalars(select(InventoryCheck)).one()


def kinds():
    db.session.rollback()
    return list(db.session.scalars(select(Event.kind).order_by(Event.id)))


def test_who_was_taken_over_is_asked_for_consent_first_and_then_judged_as_everybody(there):
    enter(there, 1, basis=FORMER_BASE, answers={})
    begun(there)
    jobs.inventory_job(there.clock())
    assert (check().state, check().unknown, check().found) == ("asked", ["applicant.consent"], None)
    who = Who("citizen", "", "citizen", "", there.clock().date(), iin="000000000001")
    consent_to_check(check().id, who, there.clock())
    there.clock.ahead(minutes=3)
    jobs.inventory_job(there.clock())
    assert (check().state, check().outcome) == ("closed", "unchanged")
    assert kinds() == [
        "inventory.begun",
        "inventory.asked",
        "own_consent.given",
        "inventory.unchanged",
        "inventory.ended",
    ]


def test_nobody_consents_for_somebody_else_and_nobody_twice(there):
    enter(there, 1, answers={})
    begun(there)
    jobs.inventory_job(there.clock())
    number, day = check().id, there.clock().date()
    with pytest.raises(LookupError):
        consent_to_check(number, Who("citizen", "", "citizen", "", day, iin="000000000002"), there.clock())
    own = Who("citizen", "", "citizen", "", day, iin="000000000001")
    consent_to_check(number, own, there.clock())
    with pytest.raises(CheckChangedMeanwhile):
        consent_to_check(number, own, there.clock())


def test_whoever_follows_on_a_place_was_never_checked(there):
    former, follows = enter(there, 1), enter(there, 2, list_code="C7")
    begun(there)
    jobs.inventory_job(there.clock())
    with transaction() as tx:
        taken = tx.scalars(select(RegisterEntry).filter_by(application_id=follows)).one()
        tx.delete(tx.scalars(select(InventoryCheck).filter_by(entry_id=taken.id)).one())
        tx.flush()
        tx.delete(taken)
        tx.flush()
        entry = tx.scalars(select(RegisterEntry).filter_by(application_id=former)).one()
        assert entry.checked_at == there.clock()
        pass_entry(tx, entry, tx.get_one(Application, follows), Act("succeeded", there.clock()))
    db.session.rollback()
    assert db.session.scalars(select(RegisterEntry)).one().checked_at == NEVER_CHECKED
