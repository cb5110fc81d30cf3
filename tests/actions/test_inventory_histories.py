"""Whatever happens in an inventory, nobody's place moves by it, nobody is lost from it, and an outage finds nothing."""

from __future__ import annotations

from collections import Counter
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from housing import jobs
from housing.actions.cases.register_entry import Act, end_entry
from housing.actions.register import check_entry
from housing.actions.register.follow_inventory import CheckChangedMeanwhile, check_anew, clear_check
from housing.law.inventory import CHECK_OUTCOMES, CHECK_STATES
from housing.storage.extensions import db
from housing.storage.models import (
    Event,
    Inventory,
    InventoryCheck,
    Message,
    RegisterEntry,
    RegisterMovement,
)
from housing.storage.transaction import transaction
from tests.inventories import KARAGANDA, answers, begun, enter, official

FLAT = {"owner": "applicant", "settlement": KARAGANDA, "share": "1/1", "from": "2026-12-01", "until": None}
WEATHER = {
    "fine": {},
    "silent": {"silent": ("real_property",)},
    "dark": {"silent": ("natural_persons", "real_property", "civil_registry", "state_housing")},
    "bought": {"real_property": {"dwellings": [FLAT]}},
    "housed": {"state_housing": {"applicant": {"uses_state_dwelling": True, "privatised_state_dwelling": False}}},
    "died": {"civil_registry": {"died_on": "2026-12-01"}},
}
PEOPLE, NUMBERS = 3, count(1)
NTH = st.integers(0, PEOPLE - 1)
STEP = st.one_of(
    st.tuples(st.just("pass"), st.sampled_from([1, 30, 60 * 24, 60 * 24 * 6])),
    st.tuples(st.just("weather"), NTH, st.sampled_from(sorted(WEATHER))),
    st.tuples(st.just("leaves"), NTH),
    st.tuples(st.just("clears"), NTH),
    st.tuples(st.just("asks anew"), NTH),
)


class History:
    """People of a list of their own, an inventory over them, and what happens step by step."""

    def __init__(self, world, list_code):
        self.world, self.list_code = world, list_code
        self.weather, self.gone = ["fine"] * PEOPLE, set()
        self.ids = [enter(world, next(NUMBERS), list_code) for _ in range(PEOPLE)]
        self.number = begun(world, list_code=list_code, unchecked_days=0, days=20)

    def ask(self, taken, gateway):
        nth = self.ids.index(taken.application_id)
        return answers(taken.iin, taken.at, **WEATHER[self.weather[nth]])

    def check(self, nth):
        db.session.rollback()
        wanted = select(InventoryCheck).join(RegisterEntry, RegisterEntry.id == InventoryCheck.entry_id)
        return db.session.scalars(wanted.where(RegisterEntry.application_id == self.ids[nth])).first()

    def play(self, what, *how):
        if what == "pass":
            self.world.clock.ahead(minutes=how[0])
        elif what == "weather":
            self.weather[how[0]] = how[1]
        elif what == "leaves":
            self.leave(how[0])
        elif self.check(how[0]):
            self.official(what, how[0])
        jobs.inventory_job(self.world.clock())
        jobs.inventory_job(self.world.clock())

    def leave(self, nth):
        self.gone.add(self.ids[nth])
        with transaction() as tx:
            end_entry(tx, self.ids[nth], Act("withdrawn", self.world.clock()))

    def official(self, what, nth):
        check, who = self.check(nth), official("head-office")
        try:
            if what == "clears":
                clear_check(check.id, who, "looked", self.world.clock())
            else:
                check_anew(check.id, who, self.world.clock())
        except CheckChangedMeanwhile:
            assert check.state not in ("answered", "unanswered", "unclear")

    def standing(self):
        db.session.rollback()
        e = RegisterEntry
        rows = db.session.execute(select(e.application_id, e.list_code, e.registered_at, e.annulled_at))
        return {row.application_id: tuple(row)[1:] for row in rows if row.application_id in self.ids}

    def of(self, table, *wanted):
        db.session.rollback()
        return db.session.scalars(select(table).where(table.application_id.in_(self.ids), *wanted)).all()


@pytest.fixture
def there(world):
    with world.app.app_context():
        yield world


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=14))
def test_nobody_is_lost_and_nobodys_place_moves_whatever_happens(there, steps):
    story = History(there, f"L{next(NUMBERS)}")
    before = story.standing()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_entry, "ask_again", story.ask)
        for step in steps:
            story.play(*step)
        story.play("pass", 60 * 24 * 21)
    found = [story.check(nth) for nth in range(PEOPLE)]
    there_at_all = [check for check in found if check is not None]
    assert len(there_at_all) >= PEOPLE - len(story.gone) and not [one for one in there_at_all if one.state == "waiting"]
    assert all(
        check.state in CHECK_STATES and (check.outcome in CHECK_OUTCOMES) is bool(check.closed_at)
        for check in there_at_all
    )
    assert {key: row for key, row in story.standing().items() if key not in story.gone} == {
        key: row for key, row in before.items() if key not in story.gone
    }
    assert len(story.of(RegisterEntry)) == PEOPLE
    assert_told_as_often_as_asked(story)


def assert_told_as_often_as_asked(story):
    events = Counter(event.kind for event in story.of(Event))
    asked = story.of(Message, Message.kind.startswith("inventory "))
    assert len(asked) == events["inventory.asked"]
    inventory = db.session.get_one(Inventory, story.number)
    assert inventory.ended_at and sum(inventory.result.values()) <= PEOPLE
    assert not db.session.scalars(select(RegisterMovement).where(RegisterMovement.cause == "inventory")).all()


def test_an_outage_of_any_base_finds_nothing_against_anybody(there, monkeypatch):
    story = History(there, "L0")
    monkeypatch.setattr(check_entry, "ask_again", story.ask)
    story.weather = ["silent", "dark", "fine"]
    story.play("pass", 1)
    assert [story.check(nth).state for nth in range(3)] == ["waiting", "waiting", "closed"]
    assert not any(story.check(nth).found for nth in range(3))
    assert not story.of(Message) and {event.kind for event in story.of(Event)} == {"inventory.unchanged"}
