"""To try whether anything can be written: what `/readyz` says is no guess."""

from __future__ import annotations

from time import monotonic

from flask import current_app
from sqlalchemy import text

from housing.storage.database_faults import DatabaseUnavailableError
from housing.storage.transaction import WRITER, transaction

#: Seconds that it waits in line, and for which the answer counts: whoever asks all the time writes once a second.
PATIENCE, KEPT = 1.0, 1.0
TRIED = "write tried"
#: In PostgreSQL a row that is there already, put to what it is.
WRITTEN = {
    "sqlite": "PRAGMA user_version = 1",
    "postgresql": "UPDATE alembic_version SET version_num = version_num",
}


def try_write() -> str:
    """ "" where it is written for good; else code of `database_faults`.

    Written is a number in the head of the file that nobody reads, always the same: it says nothing and grows nothing.
    """
    tried: tuple[float, str] | None = current_app.extensions.get(TRIED)
    if tried is None or monotonic() - tried[0] > KEPT:
        tried = current_app.extensions[TRIED] = (monotonic(), write_head())
    return tried[1]


def write_head() -> str:
    try:
        with WRITER.hurried(PATIENCE), transaction() as db:
            db.execute(text(WRITTEN[db.connection().dialect.name]))
    except DatabaseUnavailableError as fault:
        return fault.code
    return ""
