"""One flush of SQLite's write-ahead log for all who have committed and wait (docs/adr/0005-sqlite.md).

SQLite flushes the log within COMMIT, under the lock of the only writer. Here COMMIT only writes; the lock is let go,
and whoever committed waits for a flush that began afterwards. One of those who wait does it for all. Whoever only read
waits as well, so that nobody is told what a power cut could take back.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition
from weakref import WeakKeyDictionary, finalize

from sqlalchemy import Engine

from housing.storage.database_faults import DatabaseUnavailableError

log = logging.getLogger("kezek.storage")
#: What SQLite adds to the name of a database for that of its log.
SUFFIX = "-wal"
#: Seconds that the lock of the writer is waited for, to be kept.
PATIENCE = 5.0
#: Without the times of the file, where the system knows the difference. On Windows and macOS it does not.
flush_file = getattr(os, "fdatasync", os.fsync)


class FlushFailedError(Exception):
    """The disk did not confirm what was committed last: it is there or it is not."""


class LogFlush:
    """Of one database, by one process. Transactions are numbered as they come to their COMMIT.

    `announced`: the last that may have been seen by others; `written`: the last whose COMMIT is over; `flushed`: the
    last that is on the disk. `failed`: a flush was not confirmed, after which no later one can be believed: the system
    tells the fault once and may let go of what it could not write.
    """

    def __init__(self) -> None:
        self.changed = Condition()
        self.announced = self.written = self.flushed = 0
        self.flushing = self.failed = False
        self.database, self.file, self.known = "", -1, (0, 0)
        self.close: Callable[[], object] = lambda: None
        self.lock: sqlite3.Connection | None = None

    def require_sound(self) -> None:
        """Raises DatabaseUnavailableError after a flush that failed."""
        if self.failed:
            raise DatabaseUnavailableError("disk", FlushFailedError())

    def open(self, database: str) -> None:
        """Within a transaction, before its COMMIT: a fault is told to those only who had the file open before it.

        The log is made anew only while nobody has the database open, hence not before the end of this transaction.
        """
        there = Path(f"{database}{SUFFIX}").stat()
        if self.known == (there.st_dev, there.st_ino):
            return
        with self.changed:
            self.changed.wait_for(lambda: not self.flushing)
            self.close()
            self.file = os.open(f"{database}{SUFFIX}", os.O_RDWR)
            self.close = finalize(self, os.close, self.file)
            self.database, self.known = database, (there.st_dev, there.st_ino)

    @contextmanager
    def commit(self) -> Iterator[None]:
        """Around COMMIT, under the lock of the writer. Raises DatabaseUnavailableError before it."""
        self.require_sound()
        self.announced += 1
        try:
            yield
        finally:
            with self.changed:
                self.written = self.announced
                self.changed.notify_all()

    def wait(self) -> None:
        """Returns when all that was committed so far is on the disk. Raises FlushFailedError."""
        needed = self.announced
        if self.flushed >= needed:
            return
        with self.changed:
            while self.flushed < needed and not self.failed:
                if self.flushing or self.written == self.flushed:
                    self.changed.wait()
                else:
                    self.flush_written()
        if self.flushed < needed:
            raise FlushFailedError

    def flush_written(self) -> None:
        """Flushes for all who have come so far; whoever comes meanwhile waits for the next."""
        covered, self.flushing = self.written, True
        self.changed.release()
        try:
            flush_file(self.file)
        except OSError as fault:
            log.critical("ALARM: the disk did not confirm what was written (errno %s); nothing more is", fault.errno)
            self.failed = True
            self.lock_out_others()
        else:
            self.flushed = covered
        finally:
            self.changed.acquire()
            self.flushing = False
            self.changed.notify_all()

    def lock_out_others(self) -> None:
        """Keeps the lock of the writer while this process lives: a command would write after what may be lost."""
        with suppress(sqlite3.Error):
            self.lock = sqlite3.connect(self.database, PATIENCE, isolation_level=None, check_same_thread=False)
            self.lock.execute("BEGIN IMMEDIATE")


FLUSHES: WeakKeyDictionary[Engine, LogFlush] = WeakKeyDictionary()


def log_flush_of(engine: Engine) -> LogFlush:
    return FLUSHES.get(engine) or FLUSHES.setdefault(engine, LogFlush())
