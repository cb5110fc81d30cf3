"""SQLite's own online copy, and what a database file holds, asked without the application."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import make_url

from housing.backups.errors import BackupError

#: Seconds that a copy waits for a database that does not let itself be read.
PATIENCE = 60
TABLES = "SELECT name FROM sqlite_master WHERE type='table' ORDER BY name"
CHUNK = 1 << 20


class Head(NamedTuple):
    """The last row of a journal; 0 and "" where there is none."""

    id: int
    hash: str


class DatabaseContents(NamedTuple):
    """`revision`: of its schema; `tables`: rows by table."""

    revision: str
    head: Head
    tables: dict[str, int]


def database_file(url: str) -> Path:
    """Where the database of this address lies. Raises BackupError where it is another kind, or is not there."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database:
        raise BackupError("not_sqlite")
    return Path(address.database).resolve()


@contextmanager
def opened(file: Path, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    """A connection of its own, which never makes a file; what SQLite finds wrong becomes a BackupError."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode={mode}", uri=True, timeout=5)) as connection:
            yield connection
    except sqlite3.OperationalError as fault:
        said = str(fault)
        raise BackupError("busy" if "locked" in said else "no_room" if "full" in said else "damaged", said) from None
    except sqlite3.DatabaseError as fault:
        raise BackupError("damaged", str(fault)) from None


def copy_database(source: Path, target: Path, seconds: float = PATIENCE) -> None:
    """The database as it is at one moment, while others read and write; one file, without a log beside it.

    In one step (`pages=-1`): a copy in several begins anew with every commit. A step that is refused is tried again by
    Python without end, hence the limit.
    """
    until = monotonic() + seconds

    def watch(status: int, remaining: int, total: int) -> None:
        if remaining and monotonic() > until:
            raise BackupError("busy")

    if not source.exists():
        raise BackupError("no_database")
    with opened(source) as live, opened(target, "rwc") as copy:
        copy.execute("PRAGMA synchronous=OFF")
        live.backup(copy, pages=-1, progress=watch)
        copy.execute("PRAGMA journal_mode=DELETE")


def inspect_database(file: Path) -> DatabaseContents:
    with opened(file) as raw:
        names = list(chain.from_iterable(raw.execute(TABLES)))
        revision = next(chain.from_iterable(raw.execute("SELECT version_num FROM alembic_version")), "")
        return DatabaseContents(revision, load_head(raw), {name: count_rows(raw, name) for name in names})


def count_rows(raw: sqlite3.Connection, table: str) -> int:
    (counted,) = raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
    return int(counted)


def load_head(raw: sqlite3.Connection) -> Head:
    row = raw.execute("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1").fetchone()
    return Head(*row) if row else Head(0, "")


def require_sound(file: Path) -> None:
    """Raises BackupError where SQLite finds a page, an index or a reference that does not fit."""
    with opened(file) as raw:
        said = raw.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if said != "ok":
            raise BackupError("damaged", said.splitlines()[0])
        if raw.execute("PRAGMA foreign_key_check").fetchone():
            raise BackupError("damaged", "a row refers to one that is not there")


def digest_file(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while piece := source.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()
