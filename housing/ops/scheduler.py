"""The clock itself: begins the rounds of `jobs.JOBS` in time, notes how they went, hears what is asked of them."""

from __future__ import annotations

from datetime import UTC
from functools import partial
from time import perf_counter

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask

from housing import jobs
from housing.queries.journal.job_orders import last_order_id, list_asked
from housing.rounds import STOPPING, run_quietly
from housing.web.job_watch import JOB_WATCH, JobWatch

#: Seconds between two looks at what administrators asked of jobs.
HEARING = 2


def make_trigger(seconds: float, at_once: bool) -> BaseTrigger:
    """Never of one run: ended before that is taken out, the scheduler's thread would fall (APScheduler 3.11.3)."""
    # Intervals know no time zone; without one said, that of the machine would be looked up in a database of zones.
    every = IntervalTrigger(seconds=seconds, timezone=UTC)
    return OrTrigger([DateTrigger(timezone=UTC), every]) if at_once else every


def run_round(app: Flask, job: jobs.Job) -> None:
    """A round as the clock begins it; how it went is noted."""
    began_at, began = app.extensions["services"].clock(), perf_counter()
    done, fault = run_quietly(job.name, jobs.run_job, app, job)
    app.extensions[JOB_WATCH].note(job.name, failed=bool(fault))
    jobs.round_log(app).note(job.name, job.seconds, began_at, perf_counter() - began, done, fault)


def hear_orders(app: Flask, scheduler: BackgroundScheduler) -> int:
    """Rounds that an administrator asked for begin at once; how many."""
    kept, known = jobs.round_log(app), {job.name: job for job in jobs.JOBS}
    with app.app_context():
        asked = list_asked(kept.last_order)
    for number, name in asked:
        kept.last_order = number
        scheduler.reschedule_job(name, trigger=make_trigger(known[name].seconds, at_once=True))
    return len(asked)


def start_scheduler(app: Flask) -> BackgroundScheduler:
    scheduler = BackgroundScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    watch = app.extensions[JOB_WATCH] = JobWatch()
    for job in jobs.JOBS:
        watch.expect(job.name, job.seconds)
        scheduler.add_job(partial(run_round, app, job), make_trigger(job.seconds, job.at_once), id=job.name)
    with app.app_context():
        jobs.round_log(app).last_order = last_order_id()
    hear = partial(run_quietly, "orders", hear_orders, app, scheduler)
    scheduler.add_job(hear, make_trigger(HEARING, at_once=False), id="orders")
    STOPPING.clear()
    scheduler.start()
    app.extensions["scheduler"] = scheduler
    return scheduler
