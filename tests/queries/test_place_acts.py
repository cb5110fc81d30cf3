"""Whatever acts moved dates, gave places on or ended them: a place equals a recount, and whom they move is exact."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from housing.actions.cases.register_entry import Act, end_entry, move_entry
from housing.actions.register.apply_act import pass_entry
from housing.queries.register.place import load_queue_place
from housing.queries.register.place_history import load_place_history
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry
from housing.storage.transaction import transaction
from tests.queries.test_place_history import ACTS, START, played, snapshot

KINDS = st.sampled_from(["date_moved", "primary_date", "succeeded", "left_by_wish"])
LATER = st.lists(st.tuples(KINDS, st.integers(0, 30), st.integers(1, 60)), min_size=1, max_size=8)
EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def standing():
    db.session.rollback()
    return db.session.scalars(select(RegisterEntry).where(RegisterEntry.annulled_at.is_(None))).all()


def perform(tx, kind, entry, days, at):
    """As the actions do it: through the one module that changes entries."""
    if kind == "left_by_wish":
        return end_entry(tx, entry.application_id, Act(kind, at))
    if kind == "succeeded":
        nth = tx.query(Application).count() + 1
        follows = Application(
            iin=f"9{nth:011}", name="Б", name_key="б", language="kk", status="registered", created_at=at
        )
        tx.add(follows)
        tx.flush()
        return pass_entry(tx, entry, follows, Act(kind, at))
    by = timedelta(days=days if kind == "date_moved" else -days)
    return move_entry(tx, entry, Act(kind, at), registered_at=entry.registered_at + by)


def key(entry):
    return entry.list_code, entry.registered_at, entry.number


def acted(kind, nth, days, at):
    """Places before and after one act, the keys of everybody before it, and the entry's key before and after."""
    before, entries = snapshot(), standing()
    entry = entries[nth % len(entries)]
    keys, was, number = {one.id: key(one) for one in entries}, key(entry), entry.id
    with transaction() as tx:
        perform(tx, kind, tx.get_one(RegisterEntry, number), days, at)
    db.session.rollback()
    return before, snapshot(), keys, number, was, key(db.session.get_one(RegisterEntry, number))


def expected(kind, before, keys, number, was, now):
    """Who stands between both keys moves by one, nobody else; whom nobody follows moves nobody back."""
    places = {}
    for one, place in before.items():
        if one == number:
            continue
        behind_old = keys[one][0] == was[0] and keys[one] > was
        behind_new = kind != "left_by_wish" and keys[one][0] == now[0] and keys[one] > now
        places[one] = place - behind_old + behind_new
    return places


@EXAMPLES
@given(acts=ACTS, later=LATER)
def test_an_act_moves_exactly_those_between_both_keys_by_one(app, acts, later):
    with app.app_context():
        now, _seen = played(acts)
        for kind, nth, days in later:
            if standing():
                now += timedelta(hours=1)
                before, after, keys, number, was, becomes = acted(kind, nth, days, now)
                assert {one: place for one, place in after.items() if one != number} == expected(
                    kind, before, keys, number, was, becomes
                )


@EXAMPLES
@given(acts=ACTS, later=LATER)
def test_the_place_equals_a_recount_and_the_cause_is_told(app, acts, later):
    with app.app_context():
        now, _seen = played(acts)
        for kind, nth, days in later:
            if standing():
                now += timedelta(hours=1)
                acted(kind, nth, days, now)
        for entry, place in snapshot().items():
            application = db.session.get_one(RegisterEntry, entry).application_id
            *_, last = load_place_history(entry, now)
            assert last.months[-1].place == place == load_queue_place(application).number
            befores = [last.begins_at, *(month.place for month in last.months)]
            for before, month in zip(befores, last.months, strict=False):
                assert before - month.left + month.came == month.place


@EXAMPLES
@given(acts=ACTS, nth=st.integers(0, 30), data=st.data())
def test_who_stands_between_reads_the_cause_and_who_does_not_reads_nothing(app, acts, nth, data):
    kind = data.draw(st.sampled_from(["date_moved", "primary_date", "succeeded"]))
    with app.app_context():
        now, _seen = played(acts)
        if not standing():
            return
        now += timedelta(days=40)  # a month of its own
        before, after, _keys, number, *_ = acted(kind, nth, 20, now)
        for one in after.keys() - {number}:
            told = [shift for shift in load_place_history(one, now)[-1].months[-1].shifts if shift.cause == kind]
            assert sum(shift.sign * shift.entries for shift in told) == after[one] - before[one]
            assert bool(told) == (after[one] != before[one])


def test_a_place_that_passes_on_moves_nobody(app):
    with app.app_context():
        played([(0, "come", 0, "C7"), (1, "come", 0, "C7"), (1, "come", 0, "C7")])
        before, after, *_ = acted("succeeded", 0, 1, START + timedelta(days=1))
        assert before == after
