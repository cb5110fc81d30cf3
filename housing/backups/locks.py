"""Who is at work on an instance: locks that the system takes away with the process that held them, however it ended.

A lock is a database of its own, empty, for SQLite locks files alike on every system. Whoever serves shares the lock of
the instance; a restore wants it alone. Backups, drills and restores come one after another in a scratch folder.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from housing.backups.errors import BackupError, disk_faults

#: Seconds that whoever comes second waits.
PATIENCE = 20


@contextmanager
def locked(file: Path, alone: bool, code: str, patience: float = 0) -> Iterator[None]:
    """Raises BackupError of this code where somebody else has it."""
    try:
        lock = sqlite3.connect(file, timeout=patience, isolation_level=None, check_same_thread=False)
    except sqlite3.OperationalError as fault:
        raise BackupError("disk", str(fault)) from None
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE" if alone else "BEGIN")
            lock.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as fault:
            raise BackupError(code if "locked" in str(fault) else "disk", str(fault)) from None
        yield


@contextmanager
def instance_served(database: Path) -> Iterator[None]:
    """Held as long as a server serves. Raises BackupError `busy` while the database is being replaced."""
    with locked(database.with_name(f"{database.name}.lock"), False, "busy"):
        yield


@contextmanager
def instance_stopped(database: Path) -> Iterator[None]:
    """Raises BackupError `serving` where a server serves; none begins meanwhile."""
    with locked(database.with_name(f"{database.name}.lock"), True, "serving"):
        yield


@contextmanager
def scratch_folder(database: Path) -> Iterator[Path]:
    """An empty folder beside the database, for one at a time; what a kill left there is swept by the next."""
    folder = database.with_name(f"{database.name}.scratch")
    with disk_faults():
        folder.mkdir(exist_ok=True, mode=0o700)
    with locked(folder / "lock", True, "busy", PATIENCE):
        place = folder / "work"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
