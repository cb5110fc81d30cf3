"""Notices a clock that jumps: what is filed by a wrong clock would stand at a wrong place of the queue for years.

Two clocks are compared: that of the application, and the machine's steady one, which nobody sets. And nothing may
happen before what has happened last.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import current_app

#: So far the clock may go back, or ahead, against the steady one; a machine that was paused is ahead of it.
BACK, AHEAD = timedelta(minutes=1), timedelta(minutes=5)
#: Small steps, by which clocks are kept right, add up to no jump.
REMEMBERED = timedelta(minutes=10)
WATCH = "clock watch"


def steady_seconds() -> float:
    """Since the machine started, asleep or not."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class ClockWatch:
    """`last`: when the last event of the journal happened; None: a demo, whose clock is moved by hand."""

    def __init__(
        self, clock: Callable[[], datetime], last: datetime | None, steady: Callable[[], float] = steady_seconds
    ) -> None:
        self.clock, self.last, self.steady = clock, last, steady
        self.anchor()

    def anchor(self) -> None:
        self.began, self.steady_began = self.read(), self.steady()

    def read(self) -> datetime:
        """The time without what a demo has moved it by."""
        ahead = getattr(self.clock, "ahead", None)
        return self.clock() - (ahead if isinstance(ahead, timedelta) else timedelta())

    def accept(self) -> None:
        """Somebody has looked: what the clock says now is right."""
        self.last = None
        self.anchor()

    def find_fault(self) -> str:
        """behind, ahead, or "" where the clock is right as far as anybody can tell."""
        now, passed = self.read(), timedelta(seconds=self.steady() - self.steady_began)
        jumped = now - self.began - passed
        if jumped < -BACK or (self.last is not None and now < self.last - BACK):
            return "behind"
        if jumped > AHEAD:
            return "ahead"
        if passed > REMEMBERED:
            self.anchor()
        return ""


def find_clock_fault() -> str:
    """Of the process that serves; "" in any other."""
    watch: ClockWatch | None = current_app.extensions.get(WATCH)
    return watch.find_fault() if watch else ""
