"""What a restore would lose: the rows of the present journal that the restored one does not have."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from housing.backups.database_copy import Head, load_head, opened
from housing.backups.errors import BackupError

NO_HEAD = Head(0, "")


@dataclass(frozen=True, slots=True)
class Gap:
    """`lost_events` None: nobody knows, for the present database is not there or cannot be read.

    What only tells of backups is not counted. `head`: the last row of the present journal; `numbers`: of the
    applications that lose an act, in order; `messages`: that have gone on since, and would go out once more.
    """

    lost_events: int | None
    head: Head = NO_HEAD
    numbers: tuple[str, ...] = ()
    messages: int = 0

    @property
    def is_open(self) -> bool:
        return self.lost_events != 0 or self.messages > 0


UNKNOWN = Gap(None)
LOST = """SELECT count(*) FROM event
WHERE id > ? AND kind NOT IN ('backup.made', 'backup.failed', 'drill.passed', 'drill.failed')"""
NUMBERS = """SELECT DISTINCT number FROM application
WHERE number IS NOT NULL AND id IN (SELECT application_id FROM event WHERE id > ?) ORDER BY number"""
MESSAGES = """SELECT count(*) FROM message AS here LEFT JOIN restored.message AS there ON there.id = here.id
WHERE there.id IS NULL OR there.state <> here.state"""


def measure_gap(present: Path, restored: Path) -> Gap:
    if not present.exists():
        return UNKNOWN
    try:
        with opened(present) as here, opened(restored) as there:
            common = find_last_common(here, there)
            here.execute("ATTACH ? AS restored", (str(restored),))
            (lost,) = here.execute(LOST, (common,)).fetchone()
            (messages,) = here.execute(MESSAGES).fetchone()
            numbers = tuple(chain.from_iterable(here.execute(NUMBERS, (common,))))
            return Gap(lost, load_head(here), numbers, messages)
    except BackupError as fault:
        if fault.code == "busy":
            raise BackupError("serving") from None
        return UNKNOWN


def find_last_common(here: sqlite3.Connection, there: sqlite3.Connection) -> int:
    """The last row that both journals have, 0 for none: a row's hash stands for all rows before it too."""
    low, high = 0, min(load_head(here).id, load_head(there).id)
    while low < high:
        middle = (low + high + 1) // 2
        if hash_at(here, middle) == hash_at(there, middle) != "":
            low = middle
        else:
            high = middle - 1
    return low


def hash_at(raw: sqlite3.Connection, row: int) -> str:
    """Of the last row up to this number: numbers may have gaps."""
    found = raw.execute("SELECT hash FROM event WHERE id <= ? ORDER BY id DESC LIMIT 1", (row,)).fetchone()
    return str(found[0]) if found else ""
