"""What an import does to places: those behind its entries move by exactly as many, and the cause names nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from housing.actions.register.apply_import import undo_import
from housing.law.working_time import ALMATY
from housing.queries.register.place import load_queue_place
from housing.queries.register.place_history import load_place_history
from housing.queries.register.published import ListKey, iter_list_as_of
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, RegisterImport, RegisterMovement
from housing.storage.transaction import transaction
from tests.conftest import TUESDAY
from tests.import_runs import take_over
from tests.queries.test_place_history import come, snapshot
from tests.register_files import csv_file, legacy_row

LATER = TUESDAY + timedelta(hours=3)
DAYS = st.integers(1, 28)
ENTRIES = st.lists(st.tuples(DAYS, st.sampled_from(["general", "C7"])), min_size=1, max_size=12)
KEEP = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PLACE = "710000000"


@pytest.fixture
def inside(world):
    with world.app.app_context():
        yield world


def begin(stands):
    """A register of these: a day of March 2019 and a list each."""
    with transaction() as tx:
        for table in (RegisterMovement, RegisterEntry, Application, RegisterImport):
            tx.execute(delete(table))
        for nth, (day, listed) in enumerate(stands):
            at = TUESDAY.replace(year=2019, month=3, day=day, hour=6)
            come(tx, nth, listed, TUESDAY - timedelta(days=40), at)
    return snapshot()


def file_of(rows):
    cells = [
        legacy_row(nth, date=f"{day}.03.2019", list=listed, settlement=PLACE) for nth, (day, listed) in enumerate(rows)
    ]
    return csv_file(cells)


def positions():
    e = RegisterEntry
    rows = db.session.execute(select(e.id, e.list_code, e.registered_at, e.number, e.import_id)).all()
    return {row.id: row for row in rows}


def count_before(one, others):
    return sum(other[1] == one[1] and other[2:4] < one[2:4] for other in others)


@KEEP
@given(ENTRIES, ENTRIES)
def test_exactly_those_behind_move_and_places_are_those_of_a_recount(inside, stands, rows):
    before = begin(stands)
    take_over(file_of(rows), LATER)
    after, where = snapshot(), positions()
    came = [one for one in where.values() if one.import_id]
    assert len(came) == len(rows)
    for entry, place in before.items():
        assert after[entry] == place + count_before(where[entry], came)
    for entry, place in after.items():
        assert load_queue_place(db.session.get(RegisterEntry, entry).application_id).number == place


@KEEP
@given(ENTRIES, ENTRIES)
def test_whoever_moved_sees_the_cause_and_how_many(inside, stands, rows):
    before = begin(stands)
    take_over(file_of(rows), LATER)
    after = snapshot()
    for entry, place in before.items():
        month = load_place_history(entry, LATER)[-1].months[-1]
        told = [(shift.cause, shift.sign, shift.entries) for shift in month.shifts]
        assert told == ([("imported", 1, after[entry] - place)] if after[entry] > place else [])
        assert month.place == after[entry]


@KEEP
@given(ENTRIES, ENTRIES)
def test_taken_back_everybody_stands_as_before_and_so_do_lists_of_any_moment(inside, stands, rows):
    before, undone = begin(stands), LATER + timedelta(hours=1)
    at_first = as_of(LATER)
    number = take_over(file_of(rows), LATER)
    assert as_of(LATER) == at_first
    undo_import(number, "head-office", undone)
    assert snapshot() == before and as_of(undone + timedelta(seconds=1)) == at_first


def as_of(moment):
    """Both lists as they stood before a moment, as they would be published."""
    return [list(iter_list_as_of(ListKey(PLACE, listed), moment.astimezone(ALMATY))) for listed in ("general", "C7")]
