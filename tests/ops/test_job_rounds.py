"""The clock notes how its rounds went and hears what an administrator asks of a job."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from housing import jobs
from housing.actions.journal.steer_jobs import ask_round
from housing.ops.scheduler import start_scheduler
from housing.rounds import STOPPING, RoundLog, finish_rounds
from housing.storage.extensions import db
from housing.storage.models import JobRound


@pytest.fixture
def clock_runs(app, monkeypatch):
    """Begins the clock with these jobs; it is ended when the test is."""
    begun = []

    def run(*table):
        monkeypatch.setattr(jobs, "JOBS", table)
        monkeypatch.setattr("housing.ops.scheduler.HEARING", 0.05)
        begun.append(start_scheduler(app))

    yield run
    for scheduler in begun:
        assert finish_rounds(scheduler, 10)
    STOPPING.clear()


def test_a_round_that_is_asked_for_begins_though_its_time_is_far(app, clock, clock_runs):
    begun = threading.Event()
    clock_runs(jobs.Job("backup", lambda now: begun.set() or 1, 36_000, at_once=False))
    assert not begun.wait(0.2)
    with app.app_context():
        ask_round("backup", "administrator", clock())
    assert begun.wait(10)


def test_how_rounds_went_is_written_without_the_words_of_a_fault(app, clock, clock_runs):
    over = threading.Barrier(3, timeout=10)

    def fail(now):
        over.wait()
        raise LookupError("nobody bears 900101399998")

    clock_runs(jobs.Job("check", fail, 36_000), jobs.Job("seal", lambda now: (over.wait() and 0) or 4, 36_000))
    over.wait()
    finish = jobs.Job("rounds", jobs.rounds_job, 30)
    with app.app_context():
        while len(rows := db.session.scalars(select(JobRound).order_by(JobRound.name)).all()) < 2:
            db.session.remove()
            jobs.run_job(app, finish)
        check, seal = rows
        assert (check.failures, check.done, seal.failures, seal.done) == (1, 0, 0, 4)
        assert check.fault.startswith("LookupError at ") and "900101399998" not in check.fault
        assert seal.worked_at == clock() and check.worked_at is None


def test_rounds_without_work_are_no_news_and_those_with_work_or_a_fault_are(clock):
    log = RoundLog(timedelta(minutes=10))

    def news(done=0, fault=""):
        log.note("check", 2, clock(), 0.1, done, fault)
        return [(one["done"], one["failures"]) for one in log.take_news()]

    assert news() == [(0, 0)]
    assert news() == []
    assert news(done=3) == [(3, 0)]
    assert news(fault="LookupError at check.py:1") == [(3, 1)]
    assert news(fault="LookupError at check.py:1") == [(3, 2)]
    assert news() == [(3, 0)]
    assert news() == []
