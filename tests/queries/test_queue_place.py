"""The place by the kept counts and the place by the entries alone are the same, whatever happened to the register."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from housing.law.working_time import ALMATY
from housing.queries.journal.kept_counts import compare_counts
from housing.queries.register.place import QueuePlace, QueuePosition, count_place, load_queue_place
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterCount, RegisterEntry
from housing.storage.transaction import transaction
from tests.plans import watch

#: The hours around the end of a month and of a year in Almaty, which is another day than in UTC.
START = datetime(2026, 12, 30, 22, 0, tzinfo=ALMATY)
HOURS = st.integers(0, 24 * 40) | st.integers(0, 48)
PLACES = st.sampled_from(["710000000", "351010000"])
LISTS = st.sampled_from(["general", "C7"])
PEOPLE = st.lists(st.tuples(PLACES, LISTS, HOURS), min_size=1, max_size=9)
MOVES = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.sampled_from(["annul", "restore", "list", "settlement", "date", "delete", "at once"]),
        HOURS,
        LISTS,
    ),
    max_size=12,
)


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def registered(people):
    """Everybody with an application of their own; two of one hour are told apart by their numbers."""
    with transaction() as db:
        db.execute(delete(RegisterEntry))
        db.execute(delete(Application))
        for nth, (settlement, list_code, hours) in enumerate(people):
            application = Application(
                iin=f"{nth:012}", name="А", name_key="а", language="kk", status="registered", created_at=START
            )
            db.add(application)
            db.flush()
            db.add(
                RegisterEntry(
                    application_id=application.id,
                    number=f"{9 - nth:010}",
                    iin=application.iin,
                    settlement=settlement,
                    list_code=list_code,
                    registered_at=at(hours),
                )
            )


CHANGES = {
    "annul": lambda entry, to, _list: {"annulled_at": to},
    "restore": lambda entry, to, _list: {"annulled_at": None, "registered_at": min(entry.registered_at, to)},
    "list": lambda _entry, _to, list_code: {"list_code": list_code},
    "settlement": lambda *_: {"settlement": "750000000"},
    "date": lambda _entry, to, _list: {"registered_at": to},
}


def moved(nth, what, hours, list_code):
    """As actions do it: a mapped object, a statement over many, a row that goes."""
    e = RegisterEntry
    with transaction() as db:
        ids = db.scalars(select(e.id).order_by(e.id)).all()
        if what == "at once":
            db.execute(update(e).where(e.annulled_at.is_(None)).values(annulled_at=at(hours)))
        elif ids and what == "delete":
            db.execute(delete(e).where(e.id == ids[nth % len(ids)]))
        elif ids:
            entry = db.get_one(e, ids[nth % len(ids)])
            for name, value in CHANGES[what](entry, at(hours), list_code).items():
                setattr(entry, name, value)


def positions():
    e = RegisterEntry
    return [
        QueuePosition(**row._asdict())
        for row in db.session.execute(select(e.settlement, e.list_code, e.registered_at, e.number))
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=PEOPLE, moves=MOVES)
def test_after_any_moves_the_kept_counts_say_what_the_entries_say(app, people, moves):
    with app.app_context():
        registered(people)
        for move in moves:
            moved(*move)
        db.session.rollback()
        assert compare_counts(REGISTER_COUNTS).differing == 0
        for position in positions():
            assert count_place(position, by_counts=True) == count_place(position, by_counts=False)


def test_a_move_that_is_taken_back_takes_its_count_back(app):
    with app.app_context():
        registered([("710000000", "general", 0)])
        with pytest.raises(ZeroDivisionError), transaction() as session:
            session.execute(update(RegisterEntry).values(list_code="C7"))
            raise ZeroDivisionError
        kept = db.session.execute(select(RegisterCount.list_code, RegisterCount.entries)).all()
    assert [tuple(row) for row in kept if row.entries] == [("general", 1)]


def test_a_place_is_two_statements_and_reads_ranges_of_indexes_alone(world):
    case = world.settled("aigerim")
    with world.app.app_context():
        load_queue_place(case)
        asked = watch(lambda: load_queue_place(case))
    assert asked.answer == QueuePlace(ahead=0, total=1)
    assert len(asked.statements) == 2
    assert not asked.scans("register_entry") and not asked.scans("register_count")
    assert all("COVERING" in line for line in asked.plan if "INDEX ix_register_entry" in line)


def test_a_place_costs_the_same_behind_four_hundred_people_as_behind_forty(app):
    """Nobody is looked at but those of one's own day."""
    steps = {}
    with app.app_context():
        for many in (40, 400):
            registered(
                [*(("710000000", "general", 24 * (nth % 10)) for nth in range(many)), ("710000000", "general", 300)]
            )
            db.session.rollback()
            last = max(positions(), key=lambda one: one.registered_at)
            asked, naive = (watch(lambda one=last, by=by: count_place(one, by_counts=by)) for by in (True, False))
            assert asked.answer == naive.answer == QueuePlace(many, many + 1)
            steps[many] = asked.steps, naive.steps
    assert steps[400][0] <= steps[40][0] + 20 and steps[400][1] > 5 * steps[40][1], steps
