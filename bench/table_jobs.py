"""The part of `app.py bench table` that asks what a job asks, in this process: is there a step to be taken?"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from unittest.mock import patch

from app import create_app
from bench.builds import Build, settle
from bench.measure_pages import milliseconds
from bench.report import Row, compared
from bench.table_pages import Asked, make_ready
from housing.config import Settings
from housing.queries.cases.due_escalations import list_applications_to_escalate
from housing.queries.reference.calendar import calendar
from housing.queries.reference.steps import load_escalation_steps
from housing.storage.extensions import db
from housing.storage.models.application import STILL_OPEN
from housing.web.current import now

COUNT = f"SELECT count(*) FROM application WHERE {STILL_OPEN}"  # noqa: S608


def measure_jobs(build: Build, asked: Asked) -> tuple[list[Row], list[str]]:
    """The round of escalation that finds nothing, beside one indexed count of all that is open."""
    make_ready(build)
    with build.served() as server:  # takes the steps that are due
        settle(server)
    with patch.dict(os.environ, build.environment(), clear=True):
        app = create_app(Settings.from_environment(dict(os.environ)))
    with app.app_context(), closing(sqlite3.connect(build.database())) as raw:
        at, days, steps = now(), calendar(), load_escalation_steps(now())
        still_open = raw.execute(COUNT).fetchone()[0]

        def look() -> object:
            found = list_applications_to_escalate(at, days, steps)
            db.session.rollback()
            return found

        many = len(look())  # type: ignore[arg-type]
        looked, counted = milliseconds(asked.spells * asked.calls, look, lambda: raw.execute(COUNT).fetchone())
        db.engine.dispose()
    what = f"escalation, {still_open:,} open, {many} due: to find them beside one indexed count"
    return [compared(what, looked, counted, "<= 5", "{:.3f} ms")], [f"find {looked:.3f} ms, count {counted:.3f} ms"]
