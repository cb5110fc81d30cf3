"""When the database itself cannot do what was asked: somebody else holds it, the disk is full, the file is not ours.

Nothing of what was asked has happened then, and nobody who asked is to blame. Whatever the driver calls it is one
exception here, so that a page, a job and `/readyz` can say which it was (docs/adr/0046-faults.md).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import OperationalError

BUSY = "busy"
#: By SQLite's primary result code, the last byte of an extended one.
CODES = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CANTOPEN: "disk",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}


#: The same by what PostgreSQL says: SQLSTATE, or its class.
GONE = "disk"
STATES = {
    "55P03": BUSY, "40001": BUSY, "40P01": BUSY, "53300": BUSY, "57014": BUSY, "53100": "full", "53": "disk",
    "25006": "read_only", "42501": "read_only", "08": GONE, "57": GONE, "58": GONE, "XX001": "damaged",
    "XX002": "damaged",
}  # fmt: skip


class DatabaseUnavailableError(OperationalError):
    """`code`: busy, full, read_only, disk (it cannot be read or written), damaged."""

    def __init__(self, code: str, orig: BaseException) -> None:
        super().__init__(None, None, orig)
        self.code = code


def fault_code(fault: BaseException | None) -> str | None:
    """None where it is a fault of what was asked, and not of the database."""
    if isinstance(fault, sqlite3.Error):
        return CODES.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
    if not type(fault).__module__.startswith("psycopg"):
        return None
    state = getattr(fault, "sqlstate", None)
    if state is None:
        # The server did not say it: it is not there, or not any more.
        return GONE if type(fault).__name__ == "OperationalError" else None
    return STATES.get(state) or STATES.get(state[:2])


@contextmanager
def driver_faults() -> Iterator[None]:
    """Around what is said to the driver past SQLAlchemy. Raises DatabaseUnavailableError."""
    try:
        yield
    except Exception as fault:
        if code := fault_code(fault):
            raise DatabaseUnavailableError(code, fault) from fault
        raise


@event.listens_for(Engine, "handle_error")
def name_fault(context: ExceptionContext) -> None:
    if code := fault_code(context.original_exception):
        raise DatabaseUnavailableError(code, context.original_exception) from context.original_exception
