"""A circuit for each source: who failed again and again is left alone for a while, then tried by one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

#: So many failures in a row open the circuit; so long nobody is sent there then.
FAILURES, LEFT_ALONE_FOR = 5, timedelta(minutes=1)


@dataclass
class Line:
    """`failed`: in a row. `closed_until`: nobody is sent before."""

    failed: int = 0
    closed_until: datetime | None = None


class Circuit:
    """Shared by threads. Moments are those of the caller's clock."""

    def __init__(self, failures: int = FAILURES, left_alone_for: timedelta = LEFT_ALONE_FOR) -> None:
        self.failures, self.left_alone_for = failures, left_alone_for
        self.lock = Lock()
        self.lines: dict[str, Line] = {}

    def lets(self, source: str, now: datetime) -> bool:
        """May it be asked? Of those who come after the pause the first goes as a probe, the others wait for it."""
        with self.lock:
            line = self.lines.setdefault(source, Line())
            if line.closed_until is None:
                return True
            if now < line.closed_until:
                return False
            line.closed_until = now + self.left_alone_for
            return True

    def heard(self, source: str, well: bool, now: datetime) -> None:
        """How the request ended."""
        with self.lock:
            line = self.lines.setdefault(source, Line())
            if well:
                line.failed, line.closed_until = 0, None
                return
            line.failed += 1
            if line.failed >= self.failures:
                line.closed_until = now + self.left_alone_for
