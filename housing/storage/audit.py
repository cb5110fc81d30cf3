"""The journal: one row for a change or for a reading of a person's file, in the transaction of what it tells.

What is recorded waits with the connection of the transaction under way and is chained and written at its end, all of it
by one INSERT; before that only for a statement that asks for the journal itself. What is rolled back was never written.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_sqlalchemy.session import Session
from sqlalchemy import Engine, event, insert, select
from sqlalchemy.engine import Connection

from housing.law.lifecycle import SYSTEM
from housing.storage.extensions import db
from housing.storage.hash_chain import GENESIS_HASH, hash_event, hash_keyed_event
from housing.storage.models import Event
from housing.storage.row_seals.watch import FOUND, Commit, begin_watching, has_touched, is_sealed, journal_key
from housing.storage.statement_tables import find_read_tables

log = logging.getLogger("kezek.journal")
TABLE = Event.__table__
#: Past the mapper, many at once.
INSERT_ROWS = insert(TABLE)
SELECT_LAST_MOMENT = select(TABLE.c.at).order_by(TABLE.c.id.desc()).limit(1)
SELECT_LAST_HASH = select(TABLE.c.hash).order_by(TABLE.c.id.desc()).limit(1)
#: What tells of rows that a foreign hand had changed, and so many of them in one row of the journal.
FORGED, MOST_FOUND = "rows.forged", 100
#: Where a connection keeps what was recorded in its transaction and is not written yet.
PENDING = "journal_pending"
#: Applications, or None, each with its detail.
Told = Iterable[tuple[int | None, dict[str, Any]]]


def record(kind: str, actor: str, now: datetime, application_id: int | None = None, /, **detail: Any) -> None:
    """Tells the journal, in the transaction under way. `detail` bears no names and no IINs."""
    record_each(kind, actor, now, [(application_id, detail)])


def record_each(kind: str, actor: str, now: datetime, told: Told) -> None:
    """The same for many applications at once, each with its detail: a row for each, chained one after another."""
    record_on(db.session.connection(), kind, actor, now, told)


def record_on(connection: Connection, kind: str, actor: str, now: datetime, told: Told) -> None:
    """The same in the transaction of a connection that is not the session's."""
    connection.info[PENDING] += [
        {"at": now, "kind": kind, "actor": actor, "application_id": application_id, "detail": detail}
        for application_id, detail in told
    ]


def write_pending(connection: Connection, bound: bytes | None = None) -> None:
    """Chains what waits to the last row of the journal and writes it. `bound`: what the last of it says of rows."""
    pending, connection.info[PENDING] = connection.info[PENDING], []
    if not pending:
        return
    previous = connection.execute(SELECT_LAST_HASH).scalar() or GENESIS_HASH
    key = journal_key(connection)
    for nth, row in enumerate(pending, 1):
        told = previous, row["at"], row["kind"], row["actor"], row["application_id"], row["detail"]
        row["previous"] = previous
        if key:
            row["bound"] = bound if nth == len(pending) else None
            row["hash"] = previous = hash_keyed_event(key.event, row["bound"], *told)
        else:
            row["hash"] = previous = hash_event(*told)
    connection.execute(INSERT_ROWS, pending)


def bind_and_write(connection: Connection) -> None:
    """All that the transaction wrote is sealed, and its last event bears the digest of it."""
    if not is_sealed(connection):
        write_pending(connection)
    elif connection.info[PENDING] or has_touched(connection):
        commit = Commit(connection)
        bound = commit.seal_rows()
        tell_found(connection)
        write_pending(connection, bound)
        commit.finish()


def tell_found(connection: Connection) -> None:
    """Rows that a foreign hand had changed, and that this transaction wrote over: told for good."""
    found = connection.info[FOUND]
    if found:
        # Nobody hands the clock to the end of a transaction: it is that of its last event, or of the journal's.
        pending = connection.info[PENDING]
        at = pending[-1]["at"] if pending else connection.execute(SELECT_LAST_MOMENT).scalar()
        told = {"rows": found[:MOST_FOUND], "count": len(found)}
        pending.append({"at": at, "kind": FORGED, "actor": SYSTEM, "application_id": None, "detail": told})
        log.critical("ALARM rows were changed by a foreign hand: %s", len(found))


@event.listens_for(Engine, "begin")
def begin_empty(connection: Connection) -> None:
    connection.info[PENDING] = []
    begin_watching(connection)


@event.listens_for(Engine, "before_cursor_execute")
def write_before_reading(connection: Connection, cursor: Any, statement: str, *rest: Any) -> None:
    if connection.info.get(PENDING) and TABLE.name in find_read_tables(statement):
        write_pending(connection)


@event.listens_for(db.session, "before_commit")
def write_before_commit(session: Session) -> None:
    session.flush()
    bind_and_write(session.connection())
