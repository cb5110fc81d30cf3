"""Places of the past, read off the movements, are those that a recount of everybody at that moment gives."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from housing.actions.cases.register_entry import Act, end_entry, move_entry, record_movement
from housing.law.register_moves import CAME
from housing.law.working_time import ALMATY
from housing.queries.register.place import load_queue_place
from housing.queries.register.place_history import list_shifted_days, load_place_history
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, RegisterMovement
from housing.storage.transaction import transaction

START = datetime(2026, 9, 28, 20, 0, tzinfo=ALMATY)
#: Hours from one act to the next: some of one moment, some a month apart.
STEPS = st.sampled_from([0, 1, 5, 24, 200, 740])
LISTS = st.sampled_from(["general", "C7"])
ACTS = st.lists(
    st.tuples(
        STEPS,
        st.sampled_from(["come", "come", "come", "come early", "leave", "restore", "list", "earlier"]),
        st.integers(0, 9),
        LISTS,
    ),
    min_size=3,
    max_size=25,
)


def come(tx, nth, list_code, at, registered_at):
    application = Application(
        iin=f"{nth:012}", name="А", name_key="а", language="kk", status="registered", created_at=START
    )
    tx.add(application)
    tx.flush()
    entry = RegisterEntry(
        application_id=application.id,
        number=f"{99 - nth:010}",
        iin=application.iin,
        settlement="710000000",
        list_code=list_code,
        registered_at=registered_at,
    )
    tx.add(entry)
    tx.flush()
    record_movement(tx, entry, CAME, Act("registered", at))


def act(tx, what, nth, list_code, at):
    """As actions do it: through the one module that changes entries."""
    entries = tx.scalars(select(RegisterEntry).order_by(RegisterEntry.id)).all()
    if what.startswith("come") or not entries:
        earlier = timedelta(days=40) if what == "come early" else timedelta()
        return come(tx, len(entries), list_code, at, at - earlier)
    entry = entries[nth % len(entries)]
    if what == "leave":
        return end_entry(tx, entry.application_id, Act("withdrawn", at))
    if entry.annulled_at and what != "restore":
        return None
    changed = {"list": {"list_code": list_code}, "earlier": {"registered_at": entry.registered_at - timedelta(days=9)}}
    return move_entry(tx, entry, Act("complaint_upheld", at), **changed.get(what, {}))


def snapshot():
    """Of everybody who stands: the place, counted by looking at all of them."""
    e = RegisterEntry
    rows = db.session.execute(select(e.id, e.list_code, e.registered_at, e.number).where(e.annulled_at.is_(None))).all()
    return {row.id: 1 + sum(other.list_code == row.list_code and other[2:] < row[2:] for other in rows) for row in rows}


def month_end(at):
    return (at.astimezone(ALMATY).replace(day=1) + timedelta(days=32)).replace(day=1, hour=0)


def played(acts):
    """The places by everybody's recount after each act: (moment, {entry: place}), oldest first."""
    now, seen = START, []
    with transaction() as tx:
        for table in (RegisterMovement, RegisterEntry, Application):
            tx.execute(delete(table))
    for step, what, nth, list_code in acts:
        now += timedelta(hours=step)
        with transaction() as tx:
            act(tx, what, nth, list_code, now)
        seen.append((now, snapshot()))
    return now, seen


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_a_place_at_a_months_end_is_that_of_a_recount_on_that_day(app, acts):
    with app.app_context():
        now, seen = played(acts)
        for entry in seen[-1][1].keys() | set(db.session.scalars(select(RegisterEntry.id))):
            for history in load_place_history(entry, now):
                until = history.standing.until or now
                for month in history.months:
                    end = month_end(datetime.combine(month.month, datetime.min.time(), ALMATY))
                    if end <= until:  # the last one is at the moment at which it left, among what happened then
                        there = [places for at, places in seen if at < end][-1]
                        assert month.place == there[entry]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_months_and_days_add_up_to_the_place_now(app, acts):
    with app.app_context():
        now, seen = played(acts)
        for entry, place in seen[-1][1].items():
            application = db.session.get_one(RegisterEntry, entry).application_id
            *_, last = load_place_history(entry, now)
            assert last.months[-1].place == place == load_queue_place(application).number
            befores = [last.begins_at, *(month.place for month in last.months)]
            for before, month in zip(befores, last.months, strict=False):
                assert before - month.left + month.came == month.place
            days = list_shifted_days(entry, last, now)
            assert not days or days[0].place == place


@pytest.fixture
def three(app):
    """Three registered one after another; then the first one leaves."""
    with app.app_context():
        come_in = [(step, "come", 0, "general") for step in (0, 1, 1)]
        played([*come_in, (740, "leave", 0, "general")])
    return START + timedelta(hours=742)


def test_who_stands_behind_is_told_the_cause_and_the_month(app, three):
    with app.app_context():
        (history,) = load_place_history(db.session.scalars(select(RegisterEntry.id)).all()[-1], three)
        assert [(month.month.month, month.place, month.left, month.came) for month in history.months] == [
            (9, 3, 0, 0),
            (10, 2, 1, 0),
        ]
        assert history.months[1].shifts == (("withdrawn", -1, 1),)


def test_who_stood_before_all_the_time_is_not_told_to_have_left_and_come(app):
    """A complaint gave the first one an earlier date still: nobody behind was moved by it."""
    with app.app_context():
        played([(0, "come", 0, "general"), (1, "come", 0, "general"), (740, "earlier", 0, "general")])
        last = db.session.scalars(select(RegisterEntry.id)).all()[-1]
        (history,) = load_place_history(last, START + timedelta(hours=742))
        assert [(month.place, month.left, month.came, month.shifts) for month in history.months] == [(2, 0, 0, ())] * 2


def test_who_left_keeps_the_story_of_the_place_until_that_day(app, three):
    with app.app_context():
        (history,) = load_place_history(db.session.scalars(select(RegisterEntry.id)).first(), three)
        assert (history.standing.ended_by, history.months[-1].place) == ("withdrawn", 1)
