"""A round that breaks off is told in one line: a trace may quote somebody's data."""

from __future__ import annotations

import threading

import pytest

from housing import jobs
from housing.ops.scheduler import start_scheduler
from housing.rounds import STOPPING, finish_rounds

IIN = "900101399998"


@pytest.fixture
def clock_runs(app, monkeypatch):
    """Lets the clock begin one round of one job, which fails, and waits until that is over."""

    def run():
        begun = threading.Event()

        def fail(now):
            begun.set()
            raise LookupError(f"nobody bears {IIN}")

        monkeypatch.setattr(jobs, "JOBS", (jobs.Job("check", fail, 3600),))
        scheduler = start_scheduler(app)
        assert begun.wait(10) and finish_rounds(scheduler, 10)
        STOPPING.clear()

    return run


def test_a_round_that_fails_is_told_in_one_line_without_its_words(clock_runs, caplog):
    clock_runs()
    (told,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert told.name == "kezek.jobs" and told.message.startswith("job check failed: LookupError at ")
    assert "test_failed_rounds.py:" in told.message
    assert "Traceback" not in caplog.text and IIN not in caplog.text
