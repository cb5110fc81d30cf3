"""An inventory asks no faster than the bases bear, and finds what is due without looking at everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from housing import jobs
from housing.actions.register import check_entry
from housing.actions.register.check_entry import LEASE_TIME, take_check, use_pace
from housing.queries.register.inventory_work import (
    InventoryScope,
    count_due_entries,
    list_due_checks,
    list_inventories,
)
from housing.storage.extensions import db
from housing.storage.models import InventoryCheck, RegisterEntry
from tests.inventories import KARAGANDA, answers, begun, enter
from tests.plans import watch


@pytest.fixture
def crowd(world, monkeypatch):
    """So many on the register, never checked, all still in need; the bases are asked in memory."""

    def stand(people):
        for nth in range(1, people + 1):
            enter(world, nth)

    monkeypatch.setattr(check_entry, "ask_again", lambda taken, gateway: answers(taken.iin, taken.at))
    with world.app.app_context():
        yield stand


def closed():
    db.session.rollback()
    return len(db.session.scalars(select(InventoryCheck).where(InventoryCheck.state == "closed")).all())


def rounds(world, many, **apart):
    """How many were settled by the end of each round."""
    told = []
    for _ in range(many):
        jobs.inventory_job(world.clock())
        jobs.inventory_job(world.clock())  # as a second process would, at the same moment
        told.append(closed())
        world.clock.ahead(**apart)
    return told


def test_it_keeps_its_pace_however_often_the_clock_comes(world, crowd):
    crowd(9)
    begun(world, pace=60)
    assert rounds(world, 8, seconds=30) == [2, 2, 3, 3, 4, 4, 5, 5]


def test_a_slow_one_goes_on_too(world, crowd):
    crowd(3)
    begun(world, pace=6)
    assert rounds(world, 5, minutes=5) == [1, 1, 2, 2, 3]


def test_a_night_of_downtime_is_not_made_up_for_at_once(world, crowd):
    crowd(9)
    begun(world, pace=60)
    rounds(world, 1, hours=10)
    assert rounds(world, 1, seconds=1) == [4]


def test_what_was_given_is_given_once(world, crowd):
    crowd(1)
    begun(world, pace=600)
    (step,) = list_inventories(world.clock())
    assert (use_pace(step, world.clock()), use_pace(step, world.clock())) == (20, 0)


def test_one_that_was_taken_by_a_process_that_died_is_taken_again(world, crowd, monkeypatch):
    crowd(1)
    begun(world)
    monkeypatch.setattr(check_entry, "ask_again", lambda taken, gateway: 1 / 0)
    jobs.inventory_job(world.clock())
    monkeypatch.setattr(check_entry, "ask_again", lambda taken, gateway: answers(taken.iin, taken.at))
    world.clock.ahead(minutes=1)
    jobs.inventory_job(world.clock())
    assert closed() == 0
    world.clock.ahead(seconds=LEASE_TIME.total_seconds())
    jobs.inventory_job(world.clock())
    assert closed() == 1


def test_who_comes_second_does_not_take_it(world, crowd):
    crowd(1)
    begun(world, pace=60)
    (step,) = list_inventories(world.clock())
    jobs.fill_inventory(step, world.clock())
    (due,) = list_due_checks(step.id, "waiting", world.clock())
    assert take_check(due, world.clock()) and take_check(due, world.clock()) is None


def test_filling_that_was_stopped_goes_on_and_takes_nobody_in_twice(world, crowd, monkeypatch):
    crowd(7)
    monkeypatch.setattr("housing.actions.register.begin_inventory.LOT", 3)
    begun(world, starts_on=world.clock().date())
    (step,) = list_inventories(world.clock())
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr("housing.actions.register.begin_inventory.finish_settlement", lambda *given: 1 / 0)
        jobs.fill_inventory(step, world.clock())
    (step,) = list_inventories(world.clock())
    assert not step.filled and jobs.fill_inventory(step, world.clock()) == 0
    db.session.rollback()
    assert sorted(db.session.scalars(select(InventoryCheck.entry_id))) == sorted(
        db.session.scalars(select(RegisterEntry.id))
    )


def test_whom_nobody_has_checked_for_longest_is_asked_first(world, crowd):
    crowd(3)
    first, second, third = db.session.scalars(select(RegisterEntry).order_by(RegisterEntry.id))
    second.checked_at, first.checked_at = world.clock() - timedelta(days=200), world.clock() - timedelta(days=100)
    db.session.commit()
    begun(world, pace=60)
    jobs.inventory_job(world.clock())
    db.session.rollback()
    done = select(InventoryCheck.entry_id).where(InventoryCheck.state == "closed").order_by(InventoryCheck.asked_at)
    assert set(db.session.scalars(done)) == {third.id, second.id}


def test_who_is_due_is_found_by_an_index(world, crowd):
    crowd(5)
    number = begun(world)
    scope = InventoryScope(None, KARAGANDA, "", world.clock())
    counted = watch(lambda: count_due_entries(scope))
    assert counted.answer == 5
    assert counted.plan[0].startswith("SEARCH register_entry USING COVERING INDEX ix_register_entry_checked")
    asked = watch(lambda: list_due_checks(number, "waiting", world.clock()))
    (line,) = asked.plan
    assert (
        line == "SEARCH inventory_check USING INDEX ix_inventory_check_due (inventory_id=? AND state=? AND next_at<?)"
    )
