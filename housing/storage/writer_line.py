"""The line before the only writer: whoever waits there waits for a bounded time, and never do all threads of a server.

SQLite has one writer: waiting here costs less than its sleeping busy handler. As long as the line moves everybody's
turn comes in milliseconds. It stands still while somebody outside holds the database, or a file of a former base takes
effect; then a few wait, and who comes after them is told at once to come again, so that pages that only read go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local
from time import monotonic

from flask import has_request_context

from housing.storage.database_faults import BUSY, DatabaseUnavailableError

#: Seconds that anybody waits in line; whose turn it is waits for a writer outside as long as `busy_timeout` says.
PATIENCE = 10.0
#: After so many seconds of one turn the line stands still; so many requests wait then, of eight threads.
STILL, MAX_WAITING = 1.0, 4
#: Seconds between two looks of who waits.
LOOK = 0.2


class Patience(local):
    """Of one thread."""

    seconds: float | None = None


class WriterLine:
    """`began`: when the turn under way began; `waiting`: requests in line."""

    def __init__(self) -> None:
        self.lock, self.counting, self.patience = Lock(), Lock(), Patience()
        self.began, self.waiting = 0.0, 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises DatabaseUnavailableError (busy) for whose turn does not come in time."""
        if not self.lock.acquire(blocking=False):
            self.wait()
        self.began = monotonic()
        try:
            yield
        finally:
            self.lock.release()

    @contextmanager
    def hurried(self, seconds: float) -> Iterator[None]:
        """Within it this thread waits so long at most."""
        self.patience.seconds = seconds
        try:
            yield
        finally:
            self.patience.seconds = None

    def wait(self) -> None:
        """A case of a job has a thread of its own, and nobody looks at the clock: only requests are counted."""
        counted, until = has_request_context(), monotonic() + (self.patience.seconds or PATIENCE)
        if counted:
            self.count(1)
        while not self.lock.acquire(timeout=LOOK):
            if monotonic() >= until:
                break
            if counted and self.leave_standing():
                counted = False
                break
        else:
            until = 0.0
        if counted:
            self.count(-1)
        if until:
            raise DatabaseUnavailableError(BUSY, TimeoutError("the line of writers stands still"))

    def count(self, more: int) -> None:
        with self.counting:
            self.waiting += more

    def leave_standing(self) -> bool:
        """Whether the line stands still and too many wait in it: whoever asks is out of it then."""
        with self.counting:
            leaves = self.waiting > MAX_WAITING and monotonic() - self.began > STILL
            self.waiting -= leaves
        return leaves
