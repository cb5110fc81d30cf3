"""An inventory asks the bases about everybody on the register: who is in need is left in peace, others are asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from housing.actions.cases.register_entry import Act, end_entry
from housing.demo.bases import SERVICES
from housing.queries.register.place import load_queue_place
from housing.storage.extensions import db
from housing.storage.models import Answer, Event, Inventory, InventoryCheck, Message
from housing.storage.transaction import transaction
from tests.inventories import FLAT, begun


@pytest.fixture
def aigerim(world, left):
    """On the register, checked a hundred days ago."""
    case = world.settled("aigerim")
    world.clock.ahead(days=100)
    return lambda: left(case)


def checks():
    db.session.rollback()
    return db.session.scalars(select(InventoryCheck).order_by(InventoryCheck.id)).all()


def only_check():
    (found,) = checks()
    return found


def says(monkeypatch, source, *data):
    monkeypatch.setitem(SERVICES, source, lambda person: data)


def has_bought(monkeypatch):
    says(monkeypatch, "real_property", "FOUND", {"rights": [FLAT]})


def test_who_is_still_in_need_is_checked_and_nothing_is_sent(world, aigerim):
    sent, stood = len(aigerim().of(Message)), aigerim().entry
    answers = len(aigerim().of(Answer))
    begun(world)
    world.work()
    check, entry = only_check(), aigerim().entry
    assert (check.state, check.outcome, entry.checked_at) == ("closed", "unchanged", world.clock())
    assert aigerim().kinds()[-1] == "inventory.unchanged" and len(aigerim().of(Message)) == sent
    assert (entry.annulled_at, entry.registered_at, entry.list_code) == (None, stood.registered_at, stood.list_code)
    assert len(aigerim().of(Answer)) == answers  # of who is in need the journal alone tells


def test_who_was_checked_in_this_quarter_is_left_out(world, left):
    world.settled("aigerim")
    world.clock.ahead(days=80)
    begun(world)
    world.work()
    assert checks() == []


def test_what_speaks_against_somebody_is_asked_and_moves_no_place(world, aigerim, monkeypatch):
    before = load_queue_place(aigerim().id)
    has_bought(monkeypatch)
    inventory = begun(world)
    world.work()
    check = only_check()
    assert check.state == "asked" and check.found[0][0] == "owned_housing" and "dwellings[0].share" in check.found[0][1]
    assert check.answer_by == world.clock().date() + timedelta(days=15)
    told = aigerim().messages()[f"inventory {inventory}"]
    assert aigerim().entry.number in told.text and f"{check.answer_by:%d.%m.%Y}" in told.text
    assert load_queue_place(aigerim().id) == before and aigerim().entry.checked_at < world.clock()


def test_nobody_is_asked_twice_however_often_the_clock_comes(world, aigerim, monkeypatch):
    has_bought(monkeypatch)
    begun(world)
    for _ in range(3):
        world.work()
        world.clock.ahead(minutes=5)
    assert [kind for kind in aigerim().kinds() if kind.startswith("inventory.")] == ["inventory.asked"]


def test_an_outage_postpones_and_says_nothing_of_anybody(world, aigerim, stage):
    stage.silent.update(SERVICES)
    begun(world)
    world.work()
    check = only_check()
    assert check.state == "waiting" and "real_property" in check.silent and check.next_at > world.clock()
    assert not [kind for kind in aigerim().kinds() if kind.startswith("inventory.")]
    stage.silent.clear()
    world.clock.ahead(days=1)
    world.work()
    assert only_check().outcome == "unchanged" and only_check().silent == ""


def test_what_one_base_said_a_moment_ago_is_not_asked_for_again(world, aigerim, stage):
    stage.silent.add("real_property")
    begun(world)
    world.work()
    stage.silent.clear()
    before = len(aigerim().of(Answer))
    world.clock.ahead(hours=1)
    world.work()
    assert len(aigerim().of(Answer)) == before
    (told,) = [event for event in aigerim().of(Event) if event.kind == "inventory.unchanged"]
    about = {world.person("aigerim").iin, *(member.iin for member in world.person("aigerim").family)}
    assert told.detail["answers"] == len(about)


def test_a_reminder_comes_before_the_term_and_an_official_after_it(world, aigerim, monkeypatch):
    has_bought(monkeypatch)
    inventory = begun(world)
    world.work()
    for days, state, kind in ((9, "asked", "asked"), (2, "asked", "reminded"), (5, "unanswered", "unanswered")):
        world.clock.ahead(days=days)
        world.work()
        assert (only_check().state, aigerim().kinds()[-1]) == (state, f"inventory.{kind}")
    assert f"inventory_again {inventory}" in aigerim().messages() and aigerim().entry.annulled_at is None


def test_of_the_dead_nobody_is_asked_and_an_official_looks(world, aigerim, monkeypatch):
    iin = world.person("aigerim").iin
    death = {"kind": "death", "iin": iin, "name": None, "birthDate": None, "endedOn": "2027-02-01"}
    says(monkeypatch, "civil_registry", "FOUND", {"records": [death]})
    sent = len(aigerim().of(Message))
    begun(world)
    world.work()
    check = only_check()
    assert (check.state, check.found, len(aigerim().of(Message))) == (
        "unclear",
        [["died", ["applicant.died_on"]]],
        sent,
    )
    assert check.facts["applicant"]["died_on"] == "2027-02-01" and aigerim().entry.annulled_at is None


def test_who_took_back_their_consent_is_asked_for_it_and_checked_once_it_is_there(world, aigerim):
    case = world.row(aigerim().id)
    case.consent_withdrawn_at = world.clock()
    db.session.commit()
    begun(world)
    world.work()
    assert (only_check().state, only_check().unknown) == ("asked", ["applicant.consent"])
    world.row(aigerim().id).consent_withdrawn_at = None
    db.session.commit()
    world.clock.ahead(days=11)
    world.work()
    world.work()
    assert only_check().outcome == "unchanged"


def test_who_leaves_meanwhile_is_asked_no_more(world, aigerim, monkeypatch):
    has_bought(monkeypatch)
    begun(world)
    world.work()
    with transaction() as tx:
        end_entry(tx, aigerim().id, Act("withdrawn", world.clock()))
    assert (only_check().state, only_check().outcome) == ("closed", "left")


def test_an_entry_stands_in_one_inventory_at_a_time(world, aigerim, monkeypatch):
    has_bought(monkeypatch)
    first, second = begun(world), begun(world)
    world.work()
    assert [check.inventory_id for check in checks()] == [first]
    assert db.session.get_one(Inventory, second).elsewhere == 1


def test_its_last_day_ends_it_and_says_who_was_not_reached_and_why(world, aigerim, stage):
    world.settled("olzhas")
    stage.silent.add("real_property")
    number = begun(world, days=3, unchecked_days=0)
    world.clock.ahead(seconds=1)
    world.work()
    world.clock.ahead(days=4)
    world.work()
    inventory = db.session.get_one(Inventory, number)
    assert inventory.ended_at == world.clock() and inventory.result == {"silent": 1}
    assert {check.outcome for check in checks()} == {"silent"}


def test_it_ends_as_soon_as_everything_is_settled(world, aigerim):
    number = begun(world)
    world.work()
    inventory = db.session.get_one(Inventory, number)
    assert inventory.ended_at == world.clock() and inventory.result == {"unchanged": 1}
    (ended,) = db.session.scalars(select(Event).where(Event.kind == "inventory.ended"))
    assert ended.detail == {"inventory": number, "unchanged": 1}


def test_one_that_was_down_from_its_first_to_its_last_day_lists_everybody_as_not_reached(world, aigerim):
    number = begun(world, days=3)
    world.clock.ahead(days=10)
    world.work()
    assert db.session.get_one(Inventory, number).result == {"not_asked": 1}


def test_a_branch_covers_its_own_settlements_alone(world, aigerim):
    """Aigerim stands in Almaty."""
    begun(world, login="karaganda-head")
    world.work()
    assert checks() == []
