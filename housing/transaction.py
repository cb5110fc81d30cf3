"""The one place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from sqlalchemy.orm import scoped_session

from housing.extensions import db

# SQLite has one writer: waiting here in line costs less than its sleeping busy handler.
WRITER = RLock()


@contextmanager
def transaction() -> Iterator[scoped_session[Any]]:
    """All that happens inside becomes durable together, or none of it. Not to be nested; no call outside within."""
    with WRITER:
        db.session.rollback()  # a snapshot read before the lock must not outlive it
        db.session.connection(execution_options={"writes": True})
        try:
            yield db.session
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
