"""A first start or an upgrade that is killed, wherever that happens, is healed by the next start.

A process of its own starts and kills itself (SIGKILL) right after the so-many-th step that
leaves something behind: a file opened for writing, a file put in its place, a statement sent to the database.
"""

from __future__ import annotations

import builtins
import io
import itertools
import os
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import choice

import pytest
from flask_migrate import upgrade
from sqlalchemy import Engine, event

from app import create_app
from housing import demo
from housing.config import Settings
from housing.demo import staff
from housing.ops.upgrade import upgrade_database
from tests.other_process import run_another

#: More than any start has.
NEVER = 10**9
OLD = "0013"
#: Of a first start: files it makes before the database, tables and rows of it, files after it and the staff.
#: A run takes one of each kind.
STEPS = (1, 3, 7, 13), (400,), (751, 753, 760)

# --------------------------------------------------------------- what the other processes do


def first_start(folder):
    """As `python3 app.py` in a new folder, without the port."""
    app = create_app(Settings.from_environment({"KEZEK_INSTANCE": str(folder), "PORT": "8000"}))
    with app.app_context():
        assert upgrade_database() is None
    staff.generate_password_hash = lambda password, method: "slow to make, and not what is tried here"
    demo.start(app)


def later_start(folder):
    app = create_app(Settings.from_environment({"KEZEK_INSTANCE": str(folder), "PORT": "8000"}))
    with app.app_context():
        assert upgrade_database() is None


def die_after(step):
    """The process kills itself at this step, counted from now on."""
    taken, real = itertools.count(1), io.open

    def tick(*_, **__):
        if next(taken) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def opened(file, mode="r", *more, **options):
        found = real(file, mode, *more, **options)
        if set(mode) & set("wxa"):
            tick()
        return found

    io.open = builtins.open = opened
    sys.addaudithook(lambda what, _: tick() if what in ("os.link", "os.rename") else None)
    event.listen(Engine, "after_cursor_execute", tick)


def start_and_die(start, folder, step):
    die_after(step)
    start(folder)


# --------------------------------------------------------------------------------------------------------- the tests


@pytest.fixture
def ends():
    """By step, each in a folder of its own, as it is here: what ended the start, and how the next one ended."""

    def run(start, folder, steps):
        found = {}
        for step in steps:
            copy = Path(f"{folder}-{step}")
            shutil.copytree(folder, copy)
            found[step] = tuple(run_another(start_and_die, start, copy, at)[0] for at in (step, NEVER))
        return found

    return run


def shape_of(file):
    """Every table, index and column, and how many rows stand in each table."""
    with closing(sqlite3.connect(file)) as raw:
        tables = raw.execute(
            "SELECT m.name, c.name, c.type, c.[notnull] FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) c "
            "ORDER BY m.name, c.cid"
        ).fetchall()
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    return tables, rows


def test_a_first_start_killed_at_any_step_is_healed_by_the_next(ends, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    steps = [choice(kind) for kind in STEPS]
    found = ends(first_start, folder, [NEVER, *steps])
    assert found.pop(NEVER) == (0, 0)
    assert found == dict.fromkeys(steps, (-signal.SIGKILL, 0))
    whole = shape_of(Path(f"{folder}-{NEVER}") / "kezek.db")
    assert whole[1]["staff"] > 10
    for step in steps:
        assert shape_of(Path(f"{folder}-{step}") / "kezek.db") == whole, step


def test_an_upgrade_killed_at_any_step_is_healed_by_the_next_start(ends, tmp_path):
    folder, steps = tmp_path / "old", [5, 150, 350]
    folder.mkdir()
    app = create_app(Settings.from_environment({"KEZEK_INSTANCE": str(folder), "PORT": "8000"}))
    with app.app_context():
        upgrade(revision=OLD)
        from housing.storage.extensions import db

        db.engine.dispose()
    found = ends(later_start, folder, [NEVER, *steps])
    assert found == {NEVER: (0, 0), **dict.fromkeys(steps, (-signal.SIGKILL, 0))}
    whole = shape_of(Path(f"{folder}-{NEVER}") / "kezek.db")
    for step in steps:
        assert shape_of(Path(f"{folder}-{step}") / "kezek.db") == whole, step
