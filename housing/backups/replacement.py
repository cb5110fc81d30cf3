"""One database file takes the place of another: at any moment either stands there, whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from housing.backups.backup_file import flush_folder
from housing.backups.errors import BackupError, disk_faults

#: What SQLite keeps beside a database.
LOGS = ("-wal", "-shm", "-journal")


def replace_database(database: Path, fresh: Path, now: datetime) -> Path | None:
    """The name under which the old one is kept beside; None where there was none. Raises BackupError.

    The old one gets a second name first; then the new one takes the first name in one step.
    """
    kept = database.with_name(f"{database.stem}-before-restore-{now:%Y%m%dT%H%M%SZ}{database.suffix}")
    with disk_faults():
        require_no_log(fresh)
        flush_file(fresh)
        there = database.exists()
        if there:
            fold_log(database)
            os.link(database, kept)
        # Another database's log would be played into the new one.
        for log in LOGS:
            left = Path(f"{database}{log}")
            if left.exists():
                left.rename(f"{kept}{log}")
        fresh.replace(database)
        flush_folder(database.parent)
    return kept if there else None


def fold_log(database: Path) -> None:
    """All of the database in its one file. Raises BackupError where somebody else has it open.

    What is no database any more stays as it is.
    """
    with closing(sqlite3.connect(database, timeout=1)) as raw:
        try:
            raw.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as fault:
            if "locked" in str(fault):
                raise BackupError("serving") from None
        except sqlite3.DatabaseError:
            pass


def settle_log(database: Path) -> None:
    """At a start: what a process that was killed left in the log goes into the database, and is on the disk then.

    Else somebody would read, and build upon, what that process never flushed.
    """
    if Path(f"{database}{LOGS[0]}").exists():
        with suppress(sqlite3.Error), closing(sqlite3.connect(database, timeout=5)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def require_no_log(fresh: Path) -> None:
    fold_log(fresh)
    if any(Path(f"{fresh}{log}").exists() for log in LOGS):
        raise BackupError("busy")


def flush_file(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
