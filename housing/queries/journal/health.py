"""Is the database there and up to date, and how much is in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from housing.law.lifecycle import STATUSES
from housing.storage.database_faults import DatabaseUnavailableError
from housing.storage.extensions import db
from housing.storage.log_flush import log_flush_of
from housing.storage.models import Application, Message

#: What queries and actions raise where the database itself cannot do what was asked: pages and commands catch it.
DatabaseFault = DatabaseUnavailableError


class Check(NamedTuple):
    """One thing that has to be well."""

    what: str
    well: bool


class Schema(NamedTuple):
    """`found`: the revision of the database, None where there are no tables yet; `known`: those of this code, oldest
    first. `unreadable`: why nothing could be found out."""

    found: str | None
    known: tuple[str, ...]
    unreadable: str = ""

    @property
    def is_absent(self) -> bool:
        return self.found is None and not self.unreadable

    @property
    def is_at_head(self) -> bool:
        return self.found == self.known[-1]

    @property
    def is_behind(self) -> bool:
        """Of this code, but older: the next start brings it up to date."""
        return self.found in self.known[:-1]

    @property
    def fault(self) -> str | None:
        """Why the database must not be used as it is, in one line; None where it may."""
        if self.unreadable:
            return f"The database cannot be read: {self.unreadable}."
        if self.is_absent:
            return "There is no database yet: start Kezek once, it makes one."
        if self.is_at_head:
            return None
        if self.is_behind:
            return (
                f"The database is between two migrations (it is at {self.found}, this Kezek needs {self.known[-1]}): "
                "start Kezek once, it brings the database up to date."
            )
        return (
            f"The database is not of this Kezek (it is at {self.found or 'no revision'}, this one knows up to "
            f"{self.known[-1]}): start the newer Kezek that made it."
        )


#: What a database is at that has tables and no revision: it was made by something else.
FOREIGN = ""


def load_schema() -> Schema:
    """Asked anew every time: another process may be bringing the database up to date."""
    known = list_revisions(current_app.config["MIGRATIONS"])
    try:
        return Schema(load_revision(), known)
    except SQLAlchemyError as fault:
        return Schema(None, known, str(getattr(fault, "orig", None) or type(fault).__name__))


@cache
def list_revisions(folder: str) -> tuple[str, ...]:
    """Those of this code, oldest first: a migration's file begins with its number, and they are one line."""
    return tuple(sorted(file.name[:4] for file in Path(folder, "versions").glob("[0-9]*.py")))


def load_revision() -> str | None:
    """As it is now, whatever the session has read before. Raises SQLAlchemyError."""
    with db.engine.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        if "alembic_version" in tables:
            found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
            tables -= {"alembic_version"}
            if found is not None:
                return found
    return FOREIGN if tables else None


def list_readiness_checks() -> list[Check]:
    here = load_schema()
    return [
        Check("database", not here.is_absent and not here.unreadable),
        Check("migrations", here.is_at_head),
        Check("disk", is_disk_sound()),
    ]


def is_disk_sound() -> bool:
    """Whether all that this process wrote was confirmed; if not, nothing more is written before another start."""
    return not log_flush_of(db.engine).failed


def count_by_state() -> dict[str, int]:
    """Applications by status, messages by state."""
    by_status = dict(db.session.execute(select(Application.status, func.count()).group_by(Application.status)).all())
    by_state = dict(db.session.execute(select(Message.state, func.count()).group_by(Message.state)).all())
    applications = {f'applications{{status="{status}"}}': by_status.get(status, 0) for status in STATUSES}
    return {**applications, **{f'messages{{state="{state}"}}': count for state, count in sorted(by_state.items())}}
