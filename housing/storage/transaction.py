"""The one place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from flask import g
from sqlalchemy.orm import scoped_session

from housing.storage.extensions import db, here

# SQLite has one writer: waiting here in line costs less than its sleeping busy handler.
WRITER = Lock()


@contextmanager
def transaction() -> Iterator[scoped_session[Any]]:
    """All that happens inside becomes durable together, or none of it. Nothing outside is called within it."""
    if getattr(here, "writing", False):
        raise RuntimeError("a transaction within a transaction")
    if g.get("said_then") is not None:
        raise RuntimeError("an answer is shown again: call the action by call_once")
    with WRITER:
        here.writing = True
        db.session.rollback()  # a snapshot read before the lock must not outlive it
        try:
            db.session.connection(execution_options={"writes": True})
            yield db.session
            db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
        finally:
            here.writing = False
