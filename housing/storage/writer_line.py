"""The line before the only writer: whoever waits there waits for a bounded time, and never do all threads of a server.

SQLite has one writer: waiting here costs less than its sleeping busy handler. Whose turn ends hands it to who came
first: a job that writes case after case does not get ahead of people again and again. As long as the line moves
everybody's turn comes in milliseconds. It stands still while somebody outside holds the database, or a file of a former
base takes effect; then the first few wait, and who comes after them is told at once to come again, so that pages that
only read go on.

Time is counted in looks of who waits: a server that gets no processor for a while looks as seldom as it works, and
that while is nobody's fault.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, local

from flask import has_request_context

from housing.storage.database_faults import BUSY, DatabaseUnavailableError

#: Seconds that anybody waits in line; whose turn it is waits for a writer outside as long as `busy_timeout` says.
PATIENCE = 10.0
#: After so many seconds of one turn the line stands still; so many requests wait then, of eight threads.
STILL, MAX_WAITING = 3.0, 4
#: Seconds between two looks of who waits.
LOOK = 0.2


class Patience(local):
    """Of one thread."""

    seconds: float | None = None


class Place:
    """Of one thread in line. `gate` opens when its turn comes.

    A case of a job has a thread of its own, and nobody looks at the clock: only requests are sent away.
    """

    def __init__(self) -> None:
        self.gate, self.of_request = Lock(), has_request_context()
        self.gate.acquire()


class WriterLine:
    """`line`: who waits, in the order in which they came; `looks`: of who is next, at the turn under way."""

    def __init__(self) -> None:
        self.changing, self.patience = Lock(), Patience()
        self.taken, self.line, self.looks = False, deque[Place](), 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Raises DatabaseUnavailableError (busy) for whose turn does not come in time."""
        place = self.join()
        if place:
            self.wait(place)
        try:
            yield
        finally:
            self.hand_on()

    @contextmanager
    def hurried(self, seconds: float) -> Iterator[None]:
        """Within it this thread waits so long at most."""
        self.patience.seconds = seconds
        try:
            yield
        finally:
            self.patience.seconds = None

    def join(self) -> Place | None:
        """None: it is this thread's turn."""
        with self.changing:
            if self.taken:
                self.line.append(Place())
                return self.line[-1]
            self.taken, self.looks = True, 0
            return None

    def hand_on(self) -> None:
        with self.changing:
            self.looks = 0
            if self.line:
                self.line.popleft().gate.release()
            else:
                self.taken = False

    def wait(self, place: Place) -> None:
        looks, patience = 0, self.patience.seconds or PATIENCE
        while not place.gate.acquire(timeout=LOOK):
            looks += 1
            if self.leave(place, looks * LOOK >= patience):
                raise DatabaseUnavailableError(BUSY, TimeoutError("the line of writers stands still"))

    def leave(self, place: Place, impatient: bool) -> bool:
        """Whether that place is out of the line: its patience is over, or the line stands still and it is far behind.

        Its turn may have come just now: then it stays.
        """
        with self.changing:
            if place not in self.line:
                return False
            self.looks += place is self.line[0]
            leaves = impatient or (self.looks * LOOK >= STILL and self.is_far_behind(place))
            if leaves:
                self.line.remove(place)
            return leaves

    def is_far_behind(self, place: Place) -> bool:
        requests = [one for one in self.line if one.of_request]
        return place in requests[MAX_WAITING:]

    @property
    def waiting(self) -> int:
        """Requests in line."""
        return sum(one.of_request for one in list(self.line))
