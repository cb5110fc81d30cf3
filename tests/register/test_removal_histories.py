"""Random histories of people who are registered, removed and given back: places are what a naive recount says."""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from housing.actions.cases.answer_complaint import answer_complaint
from housing.actions.cases.official import Official
from housing.actions.filing.file_complaint import file_complaint
from housing.actions.register.remove import confirm_removal, propose_removal, remove_at_own_wish
from housing.queries.register.place import load_queue_place
from housing.queries.register.place_history import load_place_history
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, Removal, Staff
from housing.storage.transaction import transaction
from tests.actions.conftest import sums
from tests.removals import HOUSED

PEOPLE = 5
#: What happens next, and to whom.
STEPS = st.lists(st.tuples(st.sampled_from(["remove", "leave", "restore"]), st.integers(0, PEOPLE - 1)), max_size=12)


class Register:
    """A list of some people; beside it what a naive register of theirs would be: keys, sorted."""

    def __init__(self, world, enter):
        self.world = world
        self.numbers = [enter(f"Тұрғын {nth}", days=60 - nth) for nth in range(PEOPLE)]
        rows = db.session.execute(select(RegisterEntry.number, RegisterEntry.registered_at, RegisterEntry.id))
        entries = {row.number: row for row in rows}
        self.ids = [entries[number].id for number in self.numbers]
        self.keys = [(entries[number].registered_at, number) for number in self.numbers]
        self.standing = sorted(self.keys)
        self.staff = {
            one.login: Official(one.id, one.login, one.branch_code)
            for one in db.session.scalars(select(Staff).where(Staff.login.in_(("karaganda-1", "karaganda-head"))))
        }
        judge = db.session.scalars(select(Staff).filter_by(login="head-office")).one()
        self.judge = Who("staff", "", "head_office", "", world.clock().date(), "", judge.id, judge.login, None)

    def take(self, step, nth):
        """One step, where it is open; others than this person move by nothing but the place before them."""
        stands = self.keys[nth] in self.standing
        if step == "restore" and not stands:
            self.restore(nth)
        elif step != "restore" and stands:
            getattr(self, step)(nth)
        self.world.clock.ahead(hours=1)

    def remove(self, nth):
        waits = propose_removal(self.ids[nth], HOUSED, self.staff["karaganda-1"], self.world.clock())
        self.world.clock.go(db.session.get_one(Removal, waits).heard_until + timedelta(minutes=1))
        confirm_removal(waits, self.staff["karaganda-head"], self.world.clock())
        self.standing.remove(self.keys[nth])

    def leave(self, nth):
        with transaction() as tx:
            remove_at_own_wish(tx, self.ids[nth], self.world.clock())
        self.standing.remove(self.keys[nth])

    def restore(self, nth):
        case = db.session.scalars(select(RegisterEntry.application_id).filter_by(id=self.ids[nth])).one()
        iin = db.session.get_one(Application, case).iin
        who = Who("citizen", "", "citizen", "", self.world.clock().date(), iin=iin)
        number = file_complaint(case, who, "decision", "That is wrong", self.world.clock())
        answer_complaint(number, self.judge, "upheld", "It was wrong", self.world.clock())
        self.standing.insert(bisect_left(self.standing, self.keys[nth]), self.keys[nth])

    def places(self):
        """By person, their place as the product counts it; None: they do not stand."""
        db.session.rollback()
        cases = [db.session.get_one(RegisterEntry, entry).application_id for entry in self.ids]
        found = [load_queue_place(case) for case in cases]
        return [one.number if one else None for one in found]

    def naive(self):
        return [self.standing.index(key) + 1 if key in self.standing else None for key in self.keys]


@pytest.fixture
def histories(world, enter, app):
    """A new register of the same people for every history."""

    began = world.clock()

    def begin():
        world.clock.go(began)
        with transaction() as tx:
            for table in reversed(db.metadata.sorted_tables):
                if table.name in EMPTIED:
                    tx.execute(table.delete())
        return Register(world, enter)

    with app.app_context():
        yield begin


EMPTIED = {
    "register_movement", "removal", "register_entry", "notice", "sealed_notice", "message", "alert", "alert_read",
    "complaint", "event", "application",
}  # fmt: skip


@given(STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_places_are_a_naive_recount_after_any_history(histories, steps):
    register = histories()
    for step, nth in steps:
        before = register.places()
        register.take(step, nth)
        after = register.places()
        assert after == register.naive()
        moved = [(was, now) for other, (was, now) in enumerate(zip(before, after, strict=True)) if other != nth and was]
        if step != "restore":
            assert all(now <= was for was, now in moved), "a removal moves nobody back"
        else:
            assert all(now - was in (0, 1) for was, now in moved), "who comes back moves those behind by one"
    counted, standing = sums()
    assert counted == standing


@given(STEPS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_restoring_gives_back_the_very_entry_and_the_story_ends_at_the_place(histories, steps):
    register = histories()
    for step, nth in steps:
        register.take(step, nth)
    for nth, key in enumerate(register.keys):
        if key not in register.standing:
            register.take("restore", nth)
    assert register.standing == sorted(register.keys) and register.places() == register.naive()
    rows = db.session.scalars(select(RegisterEntry)).all()
    assert sorted((one.registered_at, one.number) for one in rows) == sorted(register.keys)
    ends = [load_place_history(entry, register.world.clock())[-1].months[-1].place for entry in register.ids]
    assert ends == register.places()
    assert not db.session.scalars(select(Removal.id).where(Removal.state.in_(("open", "confirmed")))).all()
