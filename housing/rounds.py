"""How a round of a job goes through its cases: each by itself, one after another or several at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from traceback import extract_tb
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask, current_app

#: Set once the process is to end: a round ends after the case that it is at.
STOPPING = Event()
log = logging.getLogger("kezek.jobs")
#: Cases checked at once: while one waits for a state base, another writes. The gateway bounds the requests of all.
MAX_CONCURRENT = 8


def run_each(cases: Iterable[Any], do: Callable[[Any], int]) -> int:
    """One case that fails does not hold up the others; it is logged without anybody's data and tried again."""
    done = 0
    for case in cases:
        if STOPPING.is_set():
            break
        try:
            done += do(case)
        except Exception as fault:
            log.error("case %s failed: %s", getattr(case, "id", case), type(fault).__name__)
    return done


def run_each_concurrently(cases: Iterable[Any], do: Callable[[Any], int]) -> int:
    """As `run_each`, several at a time: for what waits for the world outside. Every case has a session of its own."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def run_one(case: Any) -> int:
        with app.app_context():
            return run_each([case], do)

    with ThreadPoolExecutor(MAX_CONCURRENT) as pool:
        return sum(pool.map(run_one, cases))


def run_quietly(name: str, run: Callable[..., int], *given: Any) -> tuple[int, str]:
    """A round as the clock begins it: how much was done, and why it broke off.

    One that fails is told in one line, for a trace may quote somebody's data. The next round tries again.
    """
    try:
        return run(*given), ""
    except Exception as fault:
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(fault.__traceback__)[-3:]]
        why = f"{type(fault).__name__} at {' < '.join(places)}"
        log.error("job %s failed: %s", name, why)
        return 0, why


class RoundLog:
    """What this process knows of the rounds of its jobs, until it is written down; each thread of a job notes in it."""

    #: Letters of a fault.
    LONGEST_FAULT = 200

    def __init__(self, quiet: timedelta) -> None:
        """`quiet`: after which a round without work is written too.

        `last_order`: the row of the journal up to which what was asked of jobs has been done.
        """
        self.quiet, self.last_order = quiet.total_seconds(), 0
        self.lock, self.rounds, self.news = Lock(), dict[str, dict[str, Any]](), set[str]()
        self.written = dict[str, float]()

    def note(self, name: str, every: int, began_at: datetime, took: float, done: int, fault: str) -> None:
        """A round that is over. `took`: seconds; `fault`: why it broke off, else nothing."""
        with self.lock:
            before = self.rounds.get(name) or {
                "worked_at": None,
                "done": 0,
                "failures": 0,
                "failed_at": None,
                "fault": "",
            }
            row = {**before, "name": name, "every": every, "began_at": began_at, "took": took}
            row["failures"] = row["failures"] + 1 if fault else 0
            if fault:
                row.update(failed_at=began_at, fault=fault[: self.LONGEST_FAULT])
            if done:
                row.update(worked_at=began_at, done=done)
            self.rounds[name] = row
            is_old = monotonic() - self.written.get(name, -self.quiet) >= self.quiet
            if done or is_old or row["failures"] != before["failures"]:
                self.news.add(name)

    def take_news(self) -> list[dict[str, Any]]:
        """What is to be written: rounds with work or a fault, and of each job one in ten minutes."""
        with self.lock:
            found = [self.rounds[name] for name in sorted(self.news)]
            self.written.update(dict.fromkeys(self.news, monotonic()))
            self.news.clear()
            return found


def finish_rounds(scheduler: BackgroundScheduler, seconds: float) -> bool:
    """No round begins any more, those under way end after the case they are at; False where one does not in time."""
    STOPPING.set()
    ends = Thread(target=scheduler.shutdown, daemon=True)
    ends.start()
    ends.join(seconds)
    return not ends.is_alive()
