"""All who write do so by one connection, which alone bears the triggers of the seals; those who read have others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import PendingRollbackError

from housing.storage.audit import record
from housing.storage.extensions import db
from housing.storage.row_seals.watch import CAPTURING
from housing.storage.transaction import transaction

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)


def driver() -> object:
    return db.session.connection().connection.dbapi_connection


def write_and_read(app, together):
    """What wrote and what read, in a thread of its own while seven others do the same."""
    with app.app_context():
        together.wait(10)
        with transaction():
            record("backup.made", "job", NOW)
            writes = driver()
        db.session.execute(text("SELECT count(*) FROM event"))
        reads, captures = driver(), CAPTURING in db.session.connection().info
        together.wait(10)
        db.session.rollback()
        return writes, reads, captures


def test_eight_who_write_and_read_at_once_write_by_one_connection(app):
    together = Barrier(8)
    with ThreadPoolExecutor(8) as threads:
        found = [one.result() for one in [threads.submit(write_and_read, app, together) for _ in range(8)]]
    assert len({writes for writes, _, _ in found}) == 1
    assert len({reads for _, reads, _ in found}) == 8, "nobody waits for another to read"
    assert not any(captures for _, _, captures in found), "who reads pays for no trigger"


def test_a_connection_that_fell_is_replaced_and_still_the_only_one(app):
    with app.app_context():
        with transaction():
            first = driver()
        with pytest.raises(PendingRollbackError), transaction():
            assert driver() is first
            db.session.connection().invalidate()
        with transaction():
            record("backup.made", "job", NOW)
            second = driver()
            assert CAPTURING in db.session.connection().info
        with transaction():
            assert driver() is second is not first
