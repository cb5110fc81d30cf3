"""How PostgreSQL is opened: snapshots for whoever reads, one lock for whoever writes (docs/adr/0051-postgresql.md)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

#: Of the lock that a transaction which writes holds until its end: "kezek", as a number.
WRITER_LOCK = 0x6B657A656B
#: What a connection is told once. Whoever waits for a lock longer is told that the database is busy.
SETTINGS = ("TimeZone = 'UTC'", "lock_timeout = '5s'", "jit = off")


def prepare_postgresql(engine: Engine) -> None:
    """Raises DatabaseUnavailableError within `begin` where the lock is not to be had."""
    from psycopg import IsolationLevel

    @event.listens_for(engine, "connect")
    def on_connect(driver: Any, record: Any) -> None:
        driver.autocommit = True
        for setting in SETTINGS:
            driver.execute(f"SET {setting}")
        driver.autocommit = False

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        if not connection.get_execution_options().get("writes"):
            driver.isolation_level = IsolationLevel.REPEATABLE_READ
            return
        # Each statement sees what is committed: a snapshot taken before the lock was had would be an old one.
        driver.isolation_level = IsolationLevel.READ_COMMITTED
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
