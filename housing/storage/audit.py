"""The journal: one row for a change or for a reading of a person's file, in the transaction of what it tells.

What is recorded waits with the connection of the transaction under way and is chained and written at its end, all of it
by one INSERT; before that only for a statement that asks for the journal itself. What is rolled back was never written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import Engine, event, insert, select
from sqlalchemy.engine import Connection

from housing.storage.extensions import db
from housing.storage.hash_chain import GENESIS_HASH, hash_event
from housing.storage.models import Event
from housing.storage.statement_tables import find_read_tables

TABLE = Event.__table__
#: Past the mapper, many at once.
INSERT_ROWS = insert(TABLE)
SELECT_LAST_HASH = select(TABLE.c.hash).order_by(TABLE.c.id.desc()).limit(1)
#: Where a connection keeps what was recorded in its transaction and is not written yet.
PENDING = "journal_pending"


def record(kind: str, actor: str, now: datetime, application_id: int | None = None, /, **detail: Any) -> None:
    """Tells the journal, in the transaction under way. `detail` bears no names and no IINs."""
    record_each(kind, actor, now, [(application_id, detail)])


def record_each(kind: str, actor: str, now: datetime, told: Iterable[tuple[int | None, dict[str, Any]]]) -> None:
    """The same for many applications at once, each with its detail: a row for each, chained one after another."""
    rows = (
        {"at": now, "kind": kind, "actor": actor, "application_id": application_id, "detail": detail}
        for application_id, detail in told
    )
    db.session.connection().info[PENDING].extend(rows)


def write_pending(connection: Connection) -> None:
    """Chains what waits to the last row of the journal and writes it."""
    pending, connection.info[PENDING] = connection.info[PENDING], []
    if not pending:
        return
    previous = connection.execute(SELECT_LAST_HASH).scalar() or GENESIS_HASH
    for row in pending:
        row["previous"] = previous
        row["hash"] = previous = hash_event(
            previous, row["at"], row["kind"], row["actor"], row["application_id"], row["detail"]
        )
    connection.execute(INSERT_ROWS, pending)


@event.listens_for(Engine, "begin")
def begin_empty(connection: Connection) -> None:
    connection.info[PENDING] = []


@event.listens_for(Engine, "before_cursor_execute")
def write_before_reading(connection: Connection, cursor: Any, statement: str, *rest: Any) -> None:
    if connection.info.get(PENDING) and TABLE.name in find_read_tables(statement):
        write_pending(connection)


@event.listens_for(db.session, "before_commit")
def write_before_commit(session: Session) -> None:
    write_pending(session.connection())
