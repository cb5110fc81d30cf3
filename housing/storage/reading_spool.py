"""Readings of people's files that the journal does not have yet: in a small database of their own, beside the other.

A page that shows people by the dozen, or what a search found, must neither wait for the journal nor be forgotten where
the process is killed the moment after. A reading is put down here before its page is shown, without a flush of the
disk, and a job takes them over in lots (`housing.actions.journal.write_readings`). What a killed process left is taken
over by the next; only a power cut loses the last second.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import weakref
from datetime import datetime
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import Any, NamedTuple

#: Of the file, in the folder of the instance.
FILE_NAME = "readings.db"
#: Readings taken over at once.
LOT = 1000
#: Seconds that a page waits for another process that puts a reading down.
PATIENCE = 2.0
TABLES = """
CREATE TABLE IF NOT EXISTS spool (name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS reading (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL,
  actor TEXT NOT NULL, application_id INTEGER, detail TEXT NOT NULL);
"""


class Reading(NamedTuple):
    """What somebody read. `detail` bears no names and no IINs."""

    at: datetime
    kind: str
    actor: str
    application_id: int | None
    detail: dict[str, Any]


def label_columns(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> SimpleNamespace:
    """A row by the names of its columns."""
    return SimpleNamespace(**{column[0]: value for column, value in zip(cursor.description, row, strict=True)})


class ReadingSpool:
    """Every method raises sqlite3.Error where the disk is full or the file cannot be written.

    `name`: tells this file from another one that stood in its place; rows are numbered in it and no number comes twice.
    """

    def __init__(self, file: Path) -> None:
        self.lock = Lock()
        self.raw = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        self.raw.row_factory = label_columns
        weakref.finalize(self, self.raw.close)
        self.raw.execute("PRAGMA journal_mode=WAL").fetchone()
        self.raw.execute("PRAGMA synchronous=NORMAL")
        self.raw.executescript(TABLES)
        self.raw.execute(
            "INSERT INTO spool (name) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM spool)", (secrets.token_hex(16),)
        )
        self.name = str(self.raw.execute("SELECT name FROM spool").fetchone().name)

    def put(self, readings: list[Reading]) -> None:
        """All of them or none."""
        rows = [(one.at.isoformat(), *one[1:4], json.dumps(one.detail, ensure_ascii=False)) for one in readings]
        with self.lock, self.raw:
            self.raw.execute("BEGIN IMMEDIATE")
            self.raw.executemany(
                "INSERT INTO reading (at, kind, actor, application_id, detail) VALUES (?, ?, ?, ?, ?)", rows
            )

    def load_after(self, last_id: int) -> tuple[int, list[Reading]]:
        """The readings after this number, a lot at most, and the number of the last of them."""
        with self.lock:
            rows = self.raw.execute(
                "SELECT id, at, kind, actor, application_id, detail FROM reading WHERE id > ? ORDER BY id LIMIT ?",
                (last_id, LOT),
            ).fetchall()
        found = [
            Reading(
                datetime.fromisoformat(row.at),
                row.kind,
                row.actor,
                row.application_id,
                json.loads(row.detail),
            )
            for row in rows
        ]
        return max([last_id, *(row.id for row in rows)]), found

    def delete_until(self, last_id: int) -> None:
        with self.lock:
            self.raw.execute("DELETE FROM reading WHERE id <= ?", (last_id,))

    def skip_to(self, last_id: int) -> int:
        """Numbers go on after this one. How many it was ahead of ours: so many rows at least a power cut took."""
        with self.lock, self.raw:
            self.raw.execute("BEGIN IMMEDIATE")
            own = self.raw.execute("SELECT seq FROM sqlite_sequence WHERE name = 'reading'").fetchone()
            missing = max(0, last_id - (own.seq if own else 0))
            if missing:
                self.raw.execute("DELETE FROM sqlite_sequence WHERE name = 'reading'")
                self.raw.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('reading', ?)", (last_id,))
        return missing

    def waiting_since(self) -> datetime | None:
        """When the oldest one that waits was put down; None where none does."""
        with self.lock:
            row = self.raw.execute("SELECT at FROM reading ORDER BY id LIMIT 1").fetchone()
        return datetime.fromisoformat(row.at) if row else None
