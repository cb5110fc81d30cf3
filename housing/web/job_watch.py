"""Notices a job that does not come to its end: what nobody sees to is seen by nobody else either.

Of the process that serves, by the machine's steady clock: a demo moves that of the application by hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app

JOB_WATCH = "job watch"
#: Seconds beyond two pauses for which the rounds of a job may fail; and for which one may be under way.
FAILING, LASTING = 600.0, 7200.0


@dataclass(slots=True)
class Rounds:
    """Of a job. `pause`: seconds between two; `well`: when the last one came to its end; `failed`: the one after."""

    pause: float
    well: float
    failed: bool = False


class JobTrouble(NamedTuple):
    """`since`: when a round of this job last came to its end, or should have for the first time."""

    job: str
    since: datetime


class JobWatch:
    """What was expected of whom, and what came."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self.steady, self.rounds, self.began = steady, dict[str, Rounds](), steady()

    def expect(self, job: str, pause: float) -> None:
        self.rounds[job] = Rounds(pause, self.steady())

    def note(self, job: str, failed: bool) -> None:
        """A round is over."""
        found = self.rounds[job]
        found.failed = failed
        if not failed:
            found.well = self.steady()

    def list_troubles(self, now: datetime) -> list[JobTrouble]:
        at = self.steady()
        return [
            JobTrouble(job, now - timedelta(seconds=round(at - one.well)))
            for job, one in self.rounds.items()
            if at - one.well > 2 * one.pause + (FAILING if one.failed else LASTING)
        ]

    def began_at(self, now: datetime) -> datetime:
        """When this process began to serve."""
        return now - timedelta(seconds=self.steady() - self.began)


def job_watch() -> JobWatch:
    """Of a process without jobs: one that expects nothing."""
    found: JobWatch = current_app.extensions.setdefault(JOB_WATCH, JobWatch())
    return found
