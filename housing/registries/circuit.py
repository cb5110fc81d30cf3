"""A circuit for each source: who failed again and again is left alone for a while, then tried by one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Condition

#: So many failures in a row open the circuit; so long nobody is sent there then.
FAILURES, LEFT_ALONE_FOR = 5, timedelta(minutes=1)
#: Seconds for which others wait for the end of a probe.
PATIENCE = 10.0


@dataclass
class CircuitState:
    """`failed`: in a row. `closed_until`: nobody is sent before. `probed`: somebody went ahead and is not back yet."""

    failed: int = 0
    closed_until: datetime | None = None
    probed: bool = False


class CircuitBreaker:
    """Shared by threads. Moments are those of the caller's clock."""

    def __init__(self, failures: int = FAILURES, left_alone_for: timedelta = LEFT_ALONE_FOR) -> None:
        self.failures, self.left_alone_for = failures, left_alone_for
        self.back = Condition()
        self.lines: dict[str, CircuitState] = {}

    def allows_request(self, source: str, now: datetime) -> bool:
        """May it be asked? Of those who come after the pause one goes ahead; the others wait for how it ends."""
        with self.back:
            line = self.lines.setdefault(source, CircuitState())
            self.back.wait_for(lambda: not line.probed, PATIENCE)
            if line.closed_until is None:
                return True
            line.probed = now >= line.closed_until and not line.probed
            return line.probed

    def record_result(self, source: str, well: bool, now: datetime) -> None:
        """How the request ended."""
        with self.back:
            line = self.lines.setdefault(source, CircuitState())
            line.failed = 0 if well else line.failed + 1
            line.closed_until = now + self.left_alone_for if line.failed >= self.failures else None
            line.probed = False
            self.back.notify_all()
