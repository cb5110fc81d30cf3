"""The part of `app.py bench table` over an inventory of a whole country: who is due, who is next, how fast all come in.

Nobody outside is asked: what is measured is what Kezek does around it, in this process.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from datetime import timedelta
from unittest.mock import patch

from sqlalchemy import select

from app import create_app
from bench.builds import Build
from bench.measure_pages import milliseconds
from bench.report import Row, compared
from bench.sealed_writes import write_rows
from bench.table_pages import Asked, make_ready
from housing.actions.cases.official import Official
from housing.actions.register.begin_inventory import InventoryPlan, begin_inventory, fill_inventory
from housing.config import Settings
from housing.law.working_time import ALMATY
from housing.queries.register.inventory_work import (
    InventoryScope,
    count_due_entries,
    list_due_checks,
    list_inventories,
)
from housing.storage.extensions import db
from housing.storage.models import Staff
from housing.web.current import now

STANDING = "SELECT count(*) FROM register_entry WHERE annulled_at IS NULL"
WAITING = "SELECT count(*) FROM inventory_check WHERE inventory_id = ? AND state = 'waiting' AND closed_at IS NULL"
FORGET = ("DELETE FROM inventory_check", ()), ("DELETE FROM inventory", ())
#: A round asks about so many at a usual pace; an inventory of a quarter lasts so many days.
ROUND, QUARTER = 20, timedelta(days=90)


def measure_inventory(build: Build, asked: Asked) -> tuple[list[Row], list[str]]:
    """Both questions of the clock and of the page that proposes an inventory, each beside one indexed count."""
    make_ready(build)
    write_rows(build, *FORGET)
    with patch.dict(os.environ, build.environment(), clear=True):
        app = create_app(Settings.from_environment(dict(os.environ)))
    with app.app_context(), closing(sqlite3.connect(build.database())) as raw:
        calls = asked.spells * asked.calls
        scope = InventoryScope(None, "", "", now())

        def count() -> object:
            found = count_due_entries(scope)
            db.session.rollback()
            return found

        standing = raw.execute(STANDING).fetchone()[0]
        due, counted = milliseconds(calls, count, lambda: raw.execute(STANDING).fetchone())
        number, seconds = take_in()

        def find() -> object:
            found = list_due_checks(number, "waiting", now(), ROUND)
            db.session.rollback()
            return found

        many = len(find())  # type: ignore[arg-type]
        found, waiting = milliseconds(calls, find, lambda: raw.execute(WAITING, (number,)).fetchone())
        db.engine.dispose()
    write_rows(build, *FORGET)
    of = f"inventory of {standing:,}"
    rows = [
        compared(f"{of}: how many are due, beside one indexed count", due, counted, "<= 5"),
        compared(f"{of}: the {many} to be asked next, beside one indexed count", found, waiting, "<= 5", "{:.3f} ms"),
        Row(f"{of}: taken in", f"{standing / max(seconds, 0.001):,.0f} a second"),
    ]
    return rows, [f"due {due:.2f} ms, count {counted:.2f} ms; taken in within {seconds:.1f} s"]


def take_in() -> tuple[int, float]:
    """An inventory of everybody, and how many seconds of the processor it took to take all in."""
    at = now()
    staff = db.session.scalars(select(Staff).filter_by(login="head-office")).one()
    today = at.astimezone(ALMATY).date()
    plan = InventoryPlan("Quarter", "", "", 0, today, today + QUARTER, ROUND * 60)
    number = begin_inventory(plan, Official(staff.id, staff.login, None), at)
    step = next(one for one in list_inventories(at) if one.id == number)
    began = time.process_time()
    fill_inventory(step, at)
    return number, time.process_time() - began
