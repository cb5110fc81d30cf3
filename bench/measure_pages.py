"""The operators' queue beside its floor: the same fifty rows by raw sqlite3 and one plain template, in this process."""

from __future__ import annotations

import io
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert
from werkzeug.test import EnvironBuilder

from app import create_app
from bench.bench import Line
from bench.floor import PAGE, ROWS, SELECT
from housing.demo.authority import Authority
from housing.demo.staff import make_staff
from housing.demo.stage import Stage
from housing.law.working_time import ALMATY
from housing.storage.extensions import db
from housing.storage.models import Application
from housing.storage.transaction import transaction
from tests.conftest import PASSWORD, TUESDAY, outside_for, settings_for
from tests.judge import Browser
from tests.world import Clock, World

BRANCH, LOGIN, SETTLEMENT = "karaganda", "karaganda-1", "351010000"
CASES, SPELLS = 2000, 7
URL = "/operator/queue?lang=en"


@contextmanager
def world(cases: int = CASES) -> Iterator[World]:
    """The world of the tests, with a branch whose queue is long."""
    with tempfile.TemporaryDirectory() as folder:
        settings, clock = settings_for(Path(folder)), Clock(TUESDAY)
        authority = Authority.open(Path(folder) / "eds")
        stage = Stage(lambda: TUESDAY.astimezone(ALMATY).date(), password=PASSWORD)
        stage.start()
        app = create_app(settings, outside_for(settings, clock, authority, stage))
        with app.app_context():
            upgrade()
            make_staff()
            if cases:
                with transaction() as session:
                    session.execute(insert(Application), [row(number) for number in range(cases)])
        yield World(app, clock, stage, authority)
        stage.stop()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def row(number: int) -> dict[str, Any]:
    """A case with an operator; twenty are due at the same time, as on a real morning."""
    filed = TUESDAY - timedelta(hours=number // 20)
    return {
        "number": f"2611{number:06}",
        "iin": f"{number:012}",
        "name": f"Сынақов Сынақ {number}",
        "name_key": str(number),
        "language": "kk",
        "status": "with_operator",
        "answers": {},
        "basis": "emergency_housing",
        "settlement": SETTLEMENT,
        "branch_code": BRANCH,
        "created_at": filed,
        "filed_at": filed,
        "accepted_at": filed,
        "due_at": filed + timedelta(days=3),
        "version": 1,
        "escalation": 0,
    }


def floor(database: Path) -> Flask:
    app = Flask("floor")
    connection, template = sqlite3.connect(database), app.jinja_env.from_string(PAGE.read_text(encoding="utf-8"))

    @app.get("/operator/queue")
    def queue() -> str:
        rows = connection.execute(SELECT, (BRANCH,)).fetchall()
        return template.render(rows=rows[:ROWS], seal="of the session")

    app.extensions["close"] = connection.close
    return app


def caller(app: Flask, headers: dict[str, str]) -> Callable[[], bytes]:
    """Asks for the queue as a server would, without a client's own work."""
    environ = EnvironBuilder(URL, headers=headers).get_environ()

    def call() -> bytes:
        answer = app.wsgi_app({**environ, "wsgi.input": io.BytesIO()}, lambda *head: lambda written: None)
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        return body

    return call


def milliseconds(many: int, *calls: Callable[[], object]) -> list[float]:
    """Processor time of one call of each, called so many times in turns so that a busy moment falls on all.

    The best of seven spells counts.
    """
    best, rounds = [float("inf")] * len(calls), max(1, many // SPELLS)
    for _ in range(SPELLS):
        for at, call in enumerate(calls):
            began = time.process_time()
            for _ in range(rounds):
                call()
            best[at] = min(best[at], (time.process_time() - began) / rounds * 1000)
    return best


def pages(many: int) -> list[Line]:
    with world() as staged:
        official = staged.official(LOGIN)
        swap = claimed(official)
        cookie = official.client.get_cookie("kezek")
        assert cookie is not None
        ours = caller(staged.app, {"Cookie": f"kezek={cookie.value}"})
        raw = floor(Path(staged.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")))
        theirs = caller(raw, {})
        assert ours().count(b'id="queue-row-') == theirs().count(b'id="queue-row-') == 50
        queue, lowest = milliseconds(many, ours, theirs)
        raw.extensions["close"]()
    ratio = queue / lowest
    return [
        Line("a row swapped by HTMX after a claim", f"{swap / 1024:.1f} KB", "< 1 KB", swap < 1024),
        Line("the queue, 50 rows, processor time", f"{queue:.2f} ms", "", True),
        Line("its floor: raw sqlite3 and Jinja2", f"{lowest:.2f} ms", "", True),
        Line("the queue beside its floor", f"{ratio:.2f}", "<= 1.5", ratio <= 1.5),
    ]


def claimed(official: Browser) -> int:
    """Bytes of the answer to a claim, as they travel."""
    number = official.get(URL).select('[id^="queue-row-"]')[0]["id"].removeprefix("queue-row-")  # type: ignore[union-attr]
    form = {"csrf_token": official.csrf()}
    headers = {"HX-Request": "true", "Accept-Encoding": "gzip"}
    answer = official.client.post(f"/operator/queue/{number}/claim", data=form, headers=headers)
    assert answer.status_code == 200, answer.status_code
    return len(answer.data)
