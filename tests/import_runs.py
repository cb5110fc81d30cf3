"""Imports as tests run them: a file brought in, read, put on the register; by this process or by one that is killed."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, event

from housing.actions.register import stage_import
from housing.actions.register.apply_import import apply_import
from housing.presentation.table_file import TableFile, inspect_file
from housing.queries.register.imports import load_import
from tests.conftest import TUESDAY
from tests.storage.test_durability import another_process

#: Rows of a lot here: a small file has several.
LOT = 4
TABLES = ("application", "register_entry", "register_movement", "register_count")
#: What is the register: all that anybody reads of it.
REGISTER = {table: f"SELECT * FROM {table} ORDER BY 1, 2, 3" for table in TABLES}


def bring(content: bytes, at=TUESDAY, by: str = "console", progress=lambda percent: None) -> int:
    """The import of this file, read and checked. Within an application's context."""
    file = io.BytesIO(content)
    kind = inspect_file(file)
    number = stage_import.open_import(kind, by, at)
    stage_import.read_import(number, lambda: TableFile(file, kind), lambda: at, progress)
    return number


def take_over(content: bytes, at=TUESDAY) -> int:
    """The same, and on the register."""
    number = bring(content, at)
    found = load_import(number)
    assert found and found.state in ("ready", "applied"), found
    if found.state == "ready":
        assert apply_import(number, "console", at)
    stage_import.sweep_import(number)
    return number


def dump(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that the register says."""
    with closing(sqlite3.connect(folder / "kezek.db")) as raw:
        return {table: raw.execute(statement).fetchall() for table, statement in REGISTER.items()}


def staged(folder: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "kezek.db")) as raw:
        return raw.execute("SELECT state, rows, (SELECT count(*) FROM import_row) FROM register_import").fetchall()


def die_before(words: str) -> None:
    """Kills this process as it begins a statement with these words."""

    @event.listens_for(Engine, "before_cursor_execute")
    def look(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if " ".join(statement.split()).startswith(words):
            os.kill(os.getpid(), signal.SIGKILL)


def take_over_and_die(folder: str, authority: str, file: str, words: str) -> None:
    """What another process does: the whole import; says that it is done, if nothing kills it."""
    world = another_process(folder, authority)
    stage_import.LOT = LOT
    with world.app.app_context():
        die_before(words)
        take_over(Path(file).read_bytes())
    print("done", flush=True)
