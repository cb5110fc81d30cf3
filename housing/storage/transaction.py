"""The one place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, cast

from flask import g
from flask_sqlalchemy.session import Session
from sqlalchemy import CursorResult, Delete, Insert, Update
from sqlalchemy.orm import scoped_session

from housing.storage.extensions import LOGGED, SHARES, db
from housing.storage.log_flush import log_flush_of
from housing.storage.query_cache import query_cache
from housing.storage.writer_line import WriterLine
from housing.storage.writer_pool import writer_connection

#: What `transaction()` gives, and what is called within one receives.
DbSession = scoped_session[Session]
WRITER = WriterLine()
#: A transaction that writes, shares the flush of the log, and seals what it touched.
WRITES = {"writes": True, "shares_flush": True, "sealed": True}


@contextmanager
def transaction() -> Iterator[DbSession]:
    """All that happens inside becomes durable together, or none of it. Nothing outside is called within it.

    It ends when all of it is on the disk. Raises DatabaseUnavailableError: nothing has happened then; FlushFailedError:
    nobody can say whether it has.
    """
    if query_cache.is_writing:
        raise RuntimeError("a transaction within a transaction")
    if g.get("said_then") is not None:
        raise RuntimeError("an answer is shown again: call the action by call_once")
    # A snapshot read before the lock must not outlive it. Nor does its connection wait in line: where all of them did,
    # there would be none for the one whose turn it is.
    db.session.rollback()
    flush = log_flush_of(db.engine)
    flush.require_sound()
    with WRITER.turn(), query_cache.lock():
        try:
            with writer_connection():
                kept = db.session.connection(execution_options=WRITES).info
            if shares := kept.get(SHARES):
                flush.open(kept[LOGGED])
            yield db.session
            with flush.commit() if shares else nullcontext():
                db.session.commit()
        except BaseException:
            db.session.rollback()
            raise
    flush.wait()


def count_changed(db: DbSession, statement: Insert | Update | Delete) -> int:
    """Executes a statement that writes; the number of rows that it matched or added.

    SQLAlchemy types what `execute` returns as Result; of these statements it is a CursorResult, which has a rowcount.
    """
    return cast("CursorResult[Any]", db.execute(statement)).rowcount
