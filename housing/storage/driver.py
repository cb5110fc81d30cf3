"""The driver's own connection, past SQLAlchemy: seals and encryption read and write rows as the database keeps them.

Statements are written for sqlite3; of psycopg they need what `PostgresqlDriver` gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from flask import has_app_context
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection

from housing.storage.extensions import db
from housing.storage.postgresql import WRITER_LOCK

#: Rows that a long walk fetches at once.
FETCHED = 1000
SQLITE_TABLE = "SELECT 1 FROM sqlite_master WHERE name = ?"
POSTGRESQL_TABLE = "SELECT 1 WHERE to_regclass(?) IS NOT NULL"


class PostgresqlDriver:
    """A connection of psycopg, asked as one of sqlite3 is."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def execute(self, statement: str, given: Sequence[Any] = ()) -> Any:
        return self.connection.execute(to_pyformat(statement), tuple(given)) if given else self.command(statement)

    def command(self, statement: str) -> Any:
        return self.connection.execute(statement)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        with self.connection.cursor() as cursor:
            cursor.executemany(to_pyformat(statement), list(rows))

    def stream(self, statement: str, given: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Rows of a walk over a whole table: without it all of them would lie in memory."""
        with self.connection.cursor(name="kezek_walk", withhold=False) as cursor:
            cursor.itersize = FETCHED
            cursor.execute(to_pyformat(statement) if given else statement, tuple(given) or None)
            yield from cursor

    def begin_writing(self) -> None:
        """A transaction of its own that writes."""
        from psycopg import IsolationLevel

        self.connection.rollback()
        self.connection.isolation_level = IsolationLevel.READ_COMMITTED
        self.connection.execute(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")

    def end(self, keep: bool) -> None:
        self.command("COMMIT" if keep else "ROLLBACK")


@lru_cache(maxsize=512)
def to_pyformat(statement: str) -> str:
    return statement.replace("%", "%%").replace("?", "%s")


def is_postgresql() -> bool:
    return has_app_context() and db.engine.dialect.name == "postgresql"


def insert_unless_there(table: Any) -> Any:
    """An INSERT that knows `on_conflict_do_update` and `on_conflict_do_nothing`."""
    if is_postgresql():
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    return sqlite.insert(table)


def driver_of(connection: Connection) -> Any:
    driver = connection.connection.dbapi_connection
    return driver if connection.dialect.name == "sqlite" else PostgresqlDriver(driver)


def has_table(raw: Any, name: str) -> bool:
    asked = POSTGRESQL_TABLE if isinstance(raw, PostgresqlDriver) else SQLITE_TABLE
    return raw.execute(asked, (name,)).fetchone() is not None


def stream_rows(raw: Any, statement: str, given: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    """Rows as they are read, not all of them before the first."""
    rows: Iterator[tuple[Any, ...]] = (
        raw.stream(statement, given) if isinstance(raw, PostgresqlDriver) else raw.execute(statement, given)
    )
    return rows


def begin_writing(raw: Any) -> None:
    """With no transaction under way."""
    if isinstance(raw, PostgresqlDriver):
        raw.begin_writing()
    else:
        raw.execute("BEGIN IMMEDIATE")


def end_writing(raw: Any, keep: bool) -> None:
    if isinstance(raw, PostgresqlDriver):
        raw.end(keep)
    else:
        raw.execute("COMMIT" if keep else "ROLLBACK")
