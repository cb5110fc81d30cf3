"""The library objects, without an application, and how the database is opened."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from flask import Flask, Response
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from htmx_flask import Htmx
from sqlalchemy import DateTime, Engine, MetaData, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

import housing.storage.dialect  # noqa: F401  for conditions of indexes
from housing.storage.database_faults import driver_faults
from housing.storage.log_flush import FlushFailedError, log_flush_of
from housing.storage.writer_pool import WriterPool

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time: aware in, stored as UTC, aware UTC out. SQLite would drop the zone silently."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """SQLite keeps text: read in one step, for a page of the queue has a hundred and fifty of them."""
        return read_moment if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


@lru_cache(maxsize=16_384)
def read_moment(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept).replace(tzinfo=UTC)


def serialize_json(value: Any) -> str:
    """JSON as text that is no longer than it must be: escaped, each Cyrillic letter takes six bytes instead of two.

    Half of a surrogate pair, which UTF-8 cannot hold, stays escaped with all the rest. Either is read alike.
    """
    plain = json.dumps(value, ensure_ascii=False)
    try:
        plain.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return plain


#: Told by name: PostgreSQL speaks by psycopg 3 where its address names no driver.
POSTGRESQL, PSYCOPG = ("postgresql://", "postgres://"), "postgresql+psycopg://"


def name_driver(url: str) -> str:
    """The address of a database as SQLAlchemy wants it."""
    return next((PSYCOPG + url[len(one) :] for one in POSTGRESQL if url.startswith(one)), url)


ENGINE_OPTIONS = {"hide_parameters": True, "json_serializer": serialize_json, "poolclass": WriterPool}
db = SQLAlchemy(model_class=Base)
babel = Babel()
csrf = CSRFProtect()
htmx = Htmx()


def execute_core(statement: Any, given: dict[str, Any] | None = None) -> Any:
    """Executes a prepared statement on the session's connection, past the mapper: its rows are tuples.

    For what is asked at every page; whoever needs a mapped object asks the session.
    """
    return db.session.connection().execute(statement, given or {})


# What was acknowledged survives a power cut: the log is flushed at every commit, or for several of them (log_flush.py).
PRAGMAS = ("synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON")
#: What a connection keeps: the database whose log may be flushed for several at once; whether its own COMMIT does not.
LOGGED, SHARES = "logged_database", "shares_flush"
#: "synchronous", as SQLite tells it.
FULL = 2


def prepare_engine(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    else:
        from housing.storage.postgresql import prepare_postgresql

        prepare_postgresql(engine)


def prepare_sqlite(engine: Engine) -> None:
    """One writer at a time, told so at the start: BEGIN IMMEDIATE where the transaction is going to write."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        with driver_faults():
            (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            if mode == "wal":
                record.info[LOGGED] = connection.execute("PRAGMA database_list").fetchone()[2]

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        # Straight to the driver: it needs nothing of what surrounds a statement, and every request begins so.
        driver: Any = connection.connection.dbapi_connection
        with driver_faults():
            choose_flush(driver, connection.info, bool(options.get("shares_flush")))
            driver.execute("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def choose_flush(driver: Any, kept: dict[str, Any], shares: bool) -> None:
    """Whether COMMIT flushes the log, or whoever commits sees to it. Where it was told not to, nobody does."""
    if not shares:
        if kept.pop(SHARES, False):
            driver.execute("PRAGMA synchronous=FULL")
    elif LOGGED in kept and driver.execute("PRAGMA synchronous").fetchone() == (FULL,):
        driver.execute("PRAGMA synchronous=NORMAL")
        kept[SHARES] = True


def init_app(app: Flask) -> None:
    db.init_app(app)
    csrf.init_app(app)
    # Whoever asks there sends a token by itself, and no browser does: no cookie is looked at.
    csrf.exempt("housing.api.place.place")
    htmx.init_app(app)
    app.after_request(wait_until_durable)
    with app.app_context():
        prepare_engine(db.engine)


def wait_until_durable(response: Response) -> Response:
    """Nobody is told what was read before it is on the disk; where the disk has failed, nothing comes any more."""
    with suppress(FlushFailedError):
        log_flush_of(db.engine).wait()
    return response
