"""How a round of a job goes through its cases: each by itself, one after another or several at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
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


def run_quietly(name: str, run: Callable[..., int], *given: Any) -> int:
    """A round as the clock begins it: one that fails is told in one line, for a trace may quote somebody's data.

    The next round tries again.
    """
    try:
        return run(*given)
    except Exception as fault:
        places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(fault.__traceback__)[-3:]]
        log.error("job %s failed: %s at %s", name, type(fault).__name__, " < ".join(places))
        return 0


def finish_rounds(scheduler: BackgroundScheduler, seconds: float) -> bool:
    """No round begins any more, those under way end after the case they are at; False where one does not in time."""
    STOPPING.set()
    ends = Thread(target=scheduler.shutdown, daemon=True)
    ends.start()
    ends.join(seconds)
    return not ends.is_alive()
