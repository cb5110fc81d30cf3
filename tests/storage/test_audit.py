"""What is recorded in a transaction is chained and written at its end, at once; who asks earlier finds it already."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select

from housing.queries.journal.journal import check_chain
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import Event
from housing.storage.transaction import transaction
from tests.conftest import TUESDAY


@pytest.fixture
def statements(app):
    """Every statement of this test that names the journal, and how many rows it was given."""
    heard: list[tuple[str, int]] = []

    def hear(connection, cursor, statement, parameters, context, many):
        if " event" in statement:
            heard.append((statement.split()[0], len(parameters) if many else 1))

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", hear)
        yield heard
        event.remove(db.engine, "before_cursor_execute", hear)


def record(*numbers):
    for number in numbers:
        audit.record("thing.happened", "system", TUESDAY, number=number)


def recorded():
    found = db.session.scalars(select(Event.detail).where(Event.kind == "thing.happened").order_by(Event.id))
    return [detail["number"] for detail in found]


def test_rows_of_a_transaction_are_written_by_one_statement_over_one_look_at_the_chain(statements):
    with transaction():
        record(1, 2, 3)
        audit.record_each("thing.happened", "system", TUESDAY, [(None, {"number": 4}), (None, {"number": 5})])
    assert statements == [("SELECT", 1), ("INSERT", 5)]
    assert recorded() == [1, 2, 3, 4, 5]


def test_a_transaction_that_records_nothing_does_not_ask_for_the_chain(statements):
    with transaction() as session:
        session.scalar(select(1))
    assert statements == []


def test_whoever_asks_the_journal_within_the_transaction_finds_what_was_recorded(app):
    with app.app_context(), transaction():
        before = db.session.scalar(select(func.count(Event.id)))
        record(1, 2)
        assert recorded() == [1, 2]
        record(3)
        by_core = db.session.connection().exec_driver_sql("SELECT count(*) FROM event").scalar()
        assert by_core == before + 3


def test_rows_written_in_parts_make_one_chain(app):
    with app.app_context():
        with transaction():
            record(1)
            recorded()
            record(2, 3)
        with transaction():
            record(4)
        assert recorded() == [1, 2, 3, 4]
        assert check_chain().broken_at is None


def test_what_was_rolled_back_is_not_told_by_the_next_transaction(app):
    with app.app_context():
        with pytest.raises(LookupError), transaction():
            record(1)
            raise LookupError
        with transaction():
            record(2)
        assert recorded() == [2]
        assert check_chain().broken_at is None


def test_what_was_recorded_is_written_as_it_was_chained_though_its_detail_grows(app):
    """The hash is over what stands there in the end, whatever became of a list that was handed over."""
    with app.app_context():
        grows = [1]
        with transaction():
            audit.record("thing.happened", "system", TUESDAY, number=grows)
            grows.append(2)
        assert check_chain().broken_at is None
