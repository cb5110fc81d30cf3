"""Who waits for the only writer keeps nothing that the one whose turn it is may need."""

from __future__ import annotations

from contextlib import contextmanager

from sqlalchemy import select

from housing.storage import transaction as here
from housing.storage.extensions import db
from housing.storage.transaction import transaction


def test_who_waits_in_line_holds_no_connection(app, monkeypatch):
    held = []

    @contextmanager
    def line():
        held.append(db.engine.pool.checkedout())
        yield

    with app.app_context():
        monkeypatch.setattr(here.WRITER, "turn", line)
        db.session.scalar(select(1))
        assert db.engine.pool.checkedout() == 1
        with transaction():
            assert db.engine.pool.checkedout() == 1
    assert held == [0]
