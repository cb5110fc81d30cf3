"""Processes that kill themselves (SIGKILL) at a moment of a restore or of an upgrade; and what they leave, looked at.

A moment is a step and a pause after it. Steps are what leaves something behind or asks the database: files opened for
writing, renamed, removed, folders made, and every statement of every connection of SQLite.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from app import create_app
from housing.actions.journal.restore_backup import Approval, restore_backup
from housing.backup_jobs import configured_source
from housing.backups.replacement import settle_log
from housing.config import Settings, current_services
from housing.ops.upgrade import upgrade_database
from housing.queries.journal.proof import prove_records
from housing.queries.journal.row_seals import check_seals
from housing.storage.extensions import db
from housing.web.current import now
from tests.backup_runs import NEVER, STEPS

DECIDED = Approval(("head-office", "administrator"), "a trial of kills")
#: What is written anew by whoever writes, and follows from the rest.
SEALS = ("row_seal", "row_seal_sum", "row_seal_state")


class Moment(NamedTuple):
    """`pause`: seconds after the step."""

    step: int
    pause: float = 0.0


class State(NamedTuple):
    """What a database holds, as SQLite alone reads it. `tables`: by name, rows and a digest of them."""

    revision: str
    sound: bool
    tables: dict[str, tuple[int, str]]

    def without(self, *names: str) -> dict[str, tuple[int, str]]:
        return {name: one for name, one in self.tables.items() if name not in (*names, *SEALS)}


# ---------------------------------------------------------------------------------------- what the other processes do


def count_steps(moment: Moment) -> itertools.count[int]:
    """Steps are counted from now on; at the moment this process ends. The next number tells how many there were."""
    taken = itertools.count(1)

    def tick(*_: object) -> None:
        if next(taken) == moment.step:
            die_after(moment.pause)

    real = sqlite3.connect

    def connect(*given: Any, **named: Any) -> sqlite3.Connection:
        made = real(*given, **named)
        made.set_trace_callback(tick)
        return made

    def look(what: str, values: tuple[Any, ...]) -> None:
        if what in STEPS and (what != "open" or set(str(values[1] or "")) & set("wxa")):
            tick()

    sqlite3.connect = sqlite3.dbapi2.connect = connect
    sys.addaudithook(look)
    return taken


def die_after(pause: float) -> None:
    if not pause:
        os.kill(os.getpid(), signal.SIGKILL)

    def end() -> None:
        time.sleep(pause)
        os.kill(os.getpid(), signal.SIGKILL)

    Thread(target=end, daemon=True).start()


def app_at(folder: str) -> Any:
    return create_app(Settings.from_environment({"KEZEK_INSTANCE": folder, "PORT": "8000"}))


def restore_at(folder: str, file: str, moment: Moment) -> None:
    """Says how many steps it took, where it comes to its end."""
    with app_at(folder).app_context():
        steps = count_steps(moment)
        restore_backup(Path(file), configured_source(current_services().settings), DECIDED, now())
        print(next(steps) - 1, flush=True)


def upgrade_at(folder: str, moment: Moment) -> None:
    with app_at(folder).app_context():
        steps = count_steps(moment)
        fault = upgrade_database()
        print(fault or next(steps) - 1, flush=True)


def prepare_at(folder: str, *commands: tuple[str, ...]) -> None:
    """Commands of the console, each of which has to succeed."""
    runner = app_at(folder).test_cli_runner()
    for words in commands:
        done = runner.invoke(args=list(words))
        if done.exit_code:
            raise RuntimeError(f"{words}: {done.output}")


def unfit_at(folder: str) -> None:
    """Prints how much does not fit as it was left: nothing is brought up to date before."""
    with app_at(folder).app_context():
        print(check_seals().found, flush=True)


def prove_at(folder: str) -> None:
    """What a start does, then a walk of all: prints how much does not fit."""
    with app_at(folder).app_context():
        settle_log(Path(folder) / "kezek.db")
        fault = upgrade_database()
        found = prove_records(True)
        print(fault or found.found, flush=True)
        db.session.remove()
        db.engine.dispose()


# ------------------------------------------------------------------------------------------------- what they have left


def state_of(database: Path) -> State:
    with closing(sqlite3.connect(database)) as raw:
        sound = raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        sound = sound and raw.execute("PRAGMA foreign_key_check").fetchall() == []
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        revision = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        return State(revision, sound, {name: digest_of(raw, name) for name in names})


def digest_of(raw: sqlite3.Connection, table: str) -> tuple[int, str]:
    """Of its columns and rows, whatever order they are kept in."""
    cursor = raw.execute(f"SELECT * FROM {table}")  # noqa: S608
    columns = [one[0] for one in cursor.description]
    rows = sorted(repr(row) for row in cursor)
    digest = hashlib.sha256("\n".join([repr(columns), *rows]).encode("utf-8", "surrogatepass")).hexdigest()
    return len(rows), digest


__all__ = ["NEVER", "Moment", "State", "prepare_at", "prove_at", "restore_at", "state_of", "unfit_at", "upgrade_at"]
