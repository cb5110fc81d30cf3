"""Random histories of every act on a place, by the doors of officials and people: keys, places, lists of the months."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from housing.actions.cases.answer_complaint import answer_complaint
from housing.actions.cases.official import Official
from housing.actions.filing.file_complaint import file_complaint
from housing.actions.register.change_place import confirm_act, propose_act
from housing.actions.register.publish_list import last_month, publish_list
from housing.actions.register.remove import confirm_removal, propose_removal, remove_at_own_wish
from housing.law.register_acts import ProposedAct
from housing.law.working_time import ALMATY, local_datetime
from housing.queries.register.place import load_queue_place
from housing.queries.register.place_acts import load_act_in_force
from housing.queries.register.place_history import load_place_history
from housing.queries.register.published import ListKey, iter_parts, list_published_months, load_published
from housing.queries.register.removals import list_registered_family
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Decision, RegisterEntry, Removal, Staff
from housing.storage.transaction import transaction
from tests.actions.conftest import sums
from tests.cases import NO_HOUSING
from tests.register.conftest import KARAGANDA
from tests.register.test_removal_histories import EMPTIED
from tests.removals import GUARDIAN, HOUSED, hear_out

PEOPLE, GENERAL = 4, ListKey(KARAGANDA, "general")
ALSO_EMPTIED = {"register_act", "heard_person", "representation", "decision", "published_list", "published_part"}
#: Of the head office, who takes part in no act.
JUDGE = "administrator"
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["remove", "leave", "complain", "move", "pass_on", "undo"]),
        st.integers(0, PEOPLE - 1),
        st.integers(1, 12),
    ),
    max_size=10,
)
#: Moved, removed, given back with the moved date, then with the first one; passed on, moved anew, left, given back.
LONG = [
    *(("move", 0, 5), ("remove", 0, 3), ("complain", 0, 3), ("complain", 0, 12)),
    *(("move", 0, 4), ("pass_on", 0, 2), ("move", 0, 6), ("remove", 0, 1), ("undo", 0, 5), ("complain", 0, 2)),
    *(
        ("pass_on", 0, 12),
        ("pass_on", 0, 1),
        ("undo", 0, 2),
        ("move", 0, 8),
        ("leave", 0, 12),
        ("complain", 0, 2),
        ("pass_on", 0, 9),
        ("remove", 0, 1),
    ),
]


class Register:
    """Some people of a list; beside it the key by which each would stand: None where they do not."""

    def __init__(self, world, enter):
        self.world = world
        numbers = [enter(f"Тұрғын {nth}", days=60 - nth, basis="no_housing") for nth in range(PEOPLE)]
        rows = {one.number: one for one in db.session.scalars(select(RegisterEntry))}
        self.ids = [rows[number].id for number in numbers]
        self.keys = [(rows[number].registered_at, number) for number in numbers]
        self.stands, self.moves = [True] * PEOPLE, [list[object]() for _ in numbers]
        for nth, number in enumerate(numbers):
            decide(rows[number].application_id, nth, world.clock())
        #: Who had each place before: their case, the key then, and the dates that acts had moved.
        self.passed = [list[object]() for _ in numbers]
        self.staff = {one.login: one for one in db.session.scalars(select(Staff))}

    def official(self, login):
        one = self.staff[login]
        return Official(one.id, one.login, one.branch_code)

    def entry(self, nth):
        db.session.rollback()
        return db.session.get_one(RegisterEntry, self.ids[nth])

    def take(self, step, nth, days):
        """One step, where it is open; some days pass, and every month's list is published."""
        if step in ("complain", "undo") or self.stands[nth]:
            getattr(self, step)(nth, days)
        self.world.clock.ahead(days=days)
        while publish_list(GENERAL, None, self.world.clock()):
            pass

    def remove(self, nth, days):
        waits = propose_removal(self.ids[nth], HOUSED, self.official("karaganda-1"), self.world.clock())
        self.world.clock.go(db.session.get_one(Removal, waits).heard_until + timedelta(minutes=1))
        confirm_removal(waits, self.official("karaganda-head"), self.world.clock())
        self.stands[nth] = False

    def leave(self, nth, days):
        with transaction() as tx:
            remove_at_own_wish(tx, self.ids[nth], self.world.clock())
        self.stands[nth] = False

    def move(self, nth, days):
        to = self.keys[nth][0].astimezone(ALMATY).date() + timedelta(days=days)
        if to <= self.world.clock().astimezone(ALMATY).date():
            self.act(nth, ProposedAct("date_moved", to, "Decision of a court", "Owned until then"))
            self.moves[nth].append(self.keys[nth])
            self.keys[nth] = (local_datetime(to), self.keys[nth][1])

    def pass_on(self, nth, days):
        if family := list_registered_family(self.entry(nth).application_id):
            to = {"leaver": "died", "successor": family[0]["iin"], "representative": GUARDIAN}
            passed = ProposedAct("succeeded", date(2026, 9, 1), "Death record", "-", "ru", **to)
            self.passed[nth].append((self.entry(nth).application_id, self.keys[nth], self.moves[nth]))
            self.act(nth, passed)
            self.moves[nth] = []

    def undo(self, nth, days):
        """Whoever had the place last, or the first one, complains that it passed on: it is as it was then."""
        if self.passed[nth]:
            back = -1 if days % 2 else 0
            case, key, moves = self.passed[nth][back]
            del self.passed[nth][back:]
            self.uphold(case, db.session.get_one(Application, case).iin)
            self.keys[nth], self.moves[nth], self.stands[nth] = key, moves, True

    def act(self, nth, proposed):
        number = propose_act(self.ids[nth], proposed, self.official("karaganda-head"), self.world.clock())
        hear_out(self.world.clock)
        confirm_act(number, self.official("head-office"), self.world.clock())

    def complain(self, nth, days):
        """A removal is undone; where somebody stands, the last act that moved the date."""
        entry = self.entry(nth)
        if self.stands[nth] and not (self.moves[nth] and load_act_in_force(entry.application_id) == "date_moved"):
            return
        self.uphold(entry.application_id, entry.iin)
        if self.stands[nth]:
            self.keys[nth] = self.moves[nth].pop()
        self.stands[nth] = True

    def uphold(self, case, iin):
        """A complaint about the last act on this case."""
        who = Who("citizen", "", "citizen", "", self.world.clock().date(), iin=iin)
        number = file_complaint(case, who, "decision", "Wrong", self.world.clock(), "Late")
        judge = self.staff[JUDGE]
        by = Who("staff", "", "head_office", "", self.world.clock().date(), "", judge.id, judge.login, None)
        answer_complaint(number, by, "upheld", "Looked at", self.world.clock())

    def standing(self):
        return sorted(key for key, stands in zip(self.keys, self.stands, strict=True) if stands)


def decide(case, nth, at):
    """Registered by a decision, together with two adults."""
    family = [
        {"iin": f"8{nth:05}{one:06}", "relation": "spouse", "name": "Ә", "born": "1980-01-01"} for one in range(2)
    ]
    told = {"outcome": "register", "grounds": [], "unknown": [], "parameters": at.date(), "code_version": "1"}
    with transaction() as tx:
        tx.add(Decision(application_id=case, facts={**NO_HOUSING, "family": family}, decided_at=at, **told))


@pytest.fixture
def histories(world, enter, app):
    """A new register of the same people for every history."""
    began = world.clock()

    def begin():
        world.clock.go(began)
        with transaction() as tx:
            for table in reversed(db.metadata.sorted_tables):
                if table.name in EMPTIED | ALSO_EMPTIED:
                    tx.execute(table.delete())
            tx.query(Staff).filter_by(login=JUDGE).one().role = "head_office"
        return Register(world, enter)

    with app.app_context():
        yield begin


@given(STEPS)
@example(LONG)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_after_every_act_each_stands_by_the_key_that_counts(histories, steps):
    register = histories()
    for step in steps:
        register.take(*step)
        entries = [register.entry(nth) for nth in range(PEOPLE)]
        assert [(one.registered_at, one.number) for one in entries] == register.keys
        assert [one.annulled_at is None for one in entries] == register.stands
        standing = register.standing()
        places = [standing.index(key) + 1 if key in standing else None for key in register.keys]
        found = [load_queue_place(one.application_id) for one in entries]
        assert [one.number if one else None for one in found] == places
    for one, place in zip(entries if steps else [], places if steps else [], strict=True):
        assert place in (None, load_place_history(one.id, register.world.clock())[-1].months[-1].place)
    counted, there = sums()
    assert counted == there


@given(STEPS)
@example(LONG)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_list_of_a_month_and_its_movements_are_that_of_the_next(histories, steps):
    register = histories()
    for step in steps:
        register.take(*step)
    register.world.clock.ahead(days=31)
    publish_list(GENERAL, None, register.world.clock())
    months = [load_published(GENERAL, month) for month in list_published_months(GENERAL)[::-1]]
    for before, after in pairwise(months):
        if next_month(before.month) == after.month:
            assert before.entries + sum(one.sign * one.entries for one in after.changes) == after.entries
    month, _began, _ends = last_month(register.world.clock())
    newest = months[-1]
    assert newest.month == month and newest.entries == len(register.standing())
    numbers = [line.split(b",")[1].decode() for part in iter_parts(newest.id) for line in part.splitlines()]
    assert numbers == [number for _at, number in register.standing()]


def next_month(month):
    first = date.fromisoformat(f"{month}-01")
    return f"{(first + timedelta(days=32)):%Y-%m}"
