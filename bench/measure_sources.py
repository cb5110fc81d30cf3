"""The state bases at work: a household checked while a base is slow, and many cases after an hour of outage."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from flask_migrate import upgrade
from sqlalchemy import func, insert, select

from app import create_app
from bench.bench import Line
from housing import jobs
from housing.demo.authority import Authority
from housing.demo.people import Person, people
from housing.demo.staff import make_staff
from housing.demo.stage import Stage
from housing.law.parameters import law_on
from housing.law.working_time import ALMATY
from housing.registries import SOURCES, InquirySubject, ask_all_sources
from housing.storage.extensions import db
from housing.storage.models import Answer, Application
from housing.storage.transaction import transaction
from tests.conftest import PASSWORD, TUESDAY, outside_for, settings_for
from tests.world import Clock

SLOW = 0.3
#: The pause of the first rows of the catalog.
ASKED_AGAIN_AFTER = timedelta(minutes=2)
#: Of the thirty rounds of an hour's outage so many are played; then the base answers again, in so many seconds each.
ROUNDS, THINKS = 3, 0.1
DOWN = "real_property"
CHECK = next(job for job in jobs.JOBS if job.name == "check")
TODAY = TUESDAY.astimezone(ALMATY).date()


class Counting(Stage):
    """Counts what it is asked: how many at once at most, and about whom."""

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self.counter, self.serving, self.most, self.heard = Lock(), 0, 0, 0

    def answer(self, raw: bytes) -> Any:
        with self.counter:
            self.serving, self.heard = self.serving + 1, self.heard + 1
            self.most = max(self.most, self.serving)
        try:
            return super().answer(raw)
        finally:
            with self.counter:
                self.serving -= 1


def crowd(day: date, cases: int) -> dict[str, Person]:
    """A household of four (two parents, two children) and so many people without one, each with an IIN of their own."""
    known = people(day)
    four = replace(known["aigerim"], family=known["aigerim"].family[:3])
    alone = {f"alone-{n}": replace(known["dauren"], iin=iin(n)) for n in range(cases)}
    return {"four": four, **alone}


def iin(number: int) -> str:
    return f"9001013{number:05}"


@contextmanager
def world(cases: int) -> Iterator[tuple[Any, Clock, Counting]]:
    with tempfile.TemporaryDirectory() as folder:
        settings, clock = settings_for(Path(folder)), Clock(TUESDAY)
        everybody = crowd(TODAY, cases)
        stage = Counting(lambda: TODAY, password=PASSWORD, everybody=lambda day: everybody)
        stage.start()
        app = create_app(settings, outside_for(settings, clock, Authority.open(Path(folder) / "eds"), stage))
        with app.app_context():
            upgrade()
            make_staff()
        yield app, clock, stage
        stage.stop()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def sources(cases: int) -> list[Line]:
    """`cases`: so many wait for a base that is down."""
    with world(cases) as (app, clock, stage):
        return [*household(app, stage), *recovery(app, clock, stage, cases)]


def household(app: Any, stage: Counting) -> list[Line]:
    """Each base in turn is the slow one; the worst wall time counts. Then all of them, for what it is worth."""
    gateway, stage.slowness = app.extensions["services"].gateway, SLOW
    person = crowd(TODAY, 0)["four"]
    took = {}
    for slow in (*([name] for name in SOURCES), list(SOURCES)):
        stage.faults = dict.fromkeys(slow, "slow")
        began = time.perf_counter()
        answers = ask_all_sources(gateway, InquirySubject(person.iin, TODAY, law_on(TODAY).adult_from_years))
        took[tuple(slow)] = time.perf_counter() - began
        assert {answer.state for answer in answers} <= {"answered", "no_data"}, answers
        assert len({answer.about for answer in answers}) == 4
    stage.faults = {}
    every = took.pop(tuple(SOURCES))
    worst = max(took, key=lambda slow: took[slow])
    ratio = took[worst] / SLOW
    return [
        Line(f"a family of four checked, slowest base {worst[0]}", f"{ratio:.2f} x", "< 1.5 x", ratio < 1.5),
        Line("the same, every base as slow (who? may we? what?)", f"{every / SLOW:.2f} x", "", True),
    ]


def recovery(app: Any, clock: Clock, stage: Counting, cases: int) -> list[Line]:
    """It recovers in the moment when the last case was told to wait: the pause is skipped, and counted."""
    with app.app_context(), transaction() as session:
        session.execute(insert(Application), [row(number) for number in range(cases)])
    stage.faults = {DOWN: "down"}
    for _ in range(ROUNDS):
        clock.ahead(minutes=60 // ROUNDS)
        rounds(app)
    waiting = with_status(app, "source_awaited")
    stage.faults, stage.slowness, stage.most = {DOWN: "slow"}, THINKS, 0
    start, began = clock(), time.perf_counter()
    clock.go(start + ASKED_AGAIN_AFTER)
    while with_status(app, "source_awaited"):
        clock.go(start + ASKED_AGAIN_AFTER + timedelta(seconds=time.perf_counter() - began))
        jobs.run_job(app, CHECK)
        time.sleep(CHECK.seconds)
    took = ASKED_AGAIN_AFTER.total_seconds() + time.perf_counter() - began
    with app.app_context():
        asked = db.session.scalar(select(func.count(func.distinct(Answer.about))).where(Answer.asked_at > start))
    assert waiting == cases == asked == with_status(app, "registered"), (waiting, asked)
    return [
        Line(f"{cases:,} cases asked again after an outage", f"{took:.0f} s", "< 300 s", took < 300),
        Line("requests at once meanwhile", f"{stage.most}", "<= 8", stage.most <= 8),
    ]


def rounds(app: Any) -> None:
    """Every case that is due, as the job takes them: some at a go."""
    while jobs.run_job(app, CHECK):
        pass


def with_status(app: Any, status: str) -> int:
    with app.app_context():
        found = db.session.scalar(select(func.count(Application.id)).where(Application.status == status))
        return int(found or 0)


def row(number: int) -> dict[str, Any]:
    filed = TUESDAY - timedelta(minutes=5)
    return {
        "number": f"2611{number:06}",
        "iin": iin(number),
        "name": f"Сынақов Сынақ {number}",
        "name_key": str(number),
        "language": "kk",
        "status": "accepted",
        "answers": {"consent": True},
        "basis": "no_housing",
        "settlement": people(TODAY)["dauren"].settlement,
        "branch_code": "karaganda",
        "created_at": filed,
        "filed_at": filed,
        "accepted_at": filed,
        "due_at": filed + timedelta(days=1),
        "next_check_at": filed,
        "version": 1,
        "escalation": 0,
    }
