"""Which rows a transaction touches, noted by triggers of the connection itself: no action says it, none can forget it.

They are temporary, so that whoever else writes the file has none. Before a row is written over, what it was is held
against its seal: a change by a foreign hand is not sealed as if it were ours. The capture of SQLite; another database
has another module.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from housing.storage.driver import PostgresqlDriver
from housing.storage.row_seals.bound_tables import BOUND, BoundTable

#: Spills into a file of its own where a transaction touches millions.
TOUCHED = """CREATE TEMP TABLE IF NOT EXISTS row_seal_touched
 (bound INTEGER, key, PRIMARY KEY (bound, key)) WITHOUT ROWID"""
#: Called by triggers with the number of a table, the row's key, its seal (None: it has none) and its values, none
#: where a new row takes the number of one whose seal is still there.
Look = Callable[..., None]


def choose_capture(raw: Any) -> Any:
    """The module that captures on this connection."""
    if isinstance(raw, PostgresqlDriver):
        from housing.storage.row_seals import postgresql_capture

        return postgresql_capture
    return sys.modules[__name__]


def look_at_touched(raw: Any, tables: tuple[BoundTable, ...], look: Look) -> None:
    """Triggers of SQLite call `look` themselves, before a row is written over."""


def install_capture(raw: Any, tables: tuple[BoundTable, ...], look: Look) -> None:
    """On a connection of sqlite3 with no transaction under way."""
    raw.create_function("row_seal_look", -1, look)
    raw.execute(TOUCHED)
    for table in tables:
        for statement in build_triggers(table):
            raw.execute(statement)


def remove_capture(raw: Any) -> None:
    for number in BOUND.values():
        for moment in ("insert", "update", "delete"):
            raw.execute(f"DROP TRIGGER IF EXISTS temp.row_seal_{moment}_{number}")
    raw.execute("DROP TABLE IF EXISTS temp.row_seal_touched")


@cache
def build_triggers(table: BoundTable) -> list[str]:
    number, old, new = table.number, table.key("OLD"), table.key("NEW")
    values = ", ".join(f"OLD.{column}" for column in table.columns)
    look = f"""
SELECT row_seal_look({number}, {old}, (SELECT seal FROM row_seal WHERE bound = {number} AND key = {old}), {values})
 WHERE NOT EXISTS (SELECT 1 FROM row_seal_touched WHERE bound = {number} AND key = {old});
"""  # noqa: S608
    # A row that is gone leaves its seal behind; SQLite may give its number to another.
    left = f"""
SELECT row_seal_look({number}, key, seal) FROM row_seal WHERE bound = {number} AND key = {new}
 AND NOT EXISTS (SELECT 1 FROM row_seal_touched WHERE bound = {number} AND key = {new});
"""  # noqa: S608
    touch = "INSERT OR IGNORE INTO row_seal_touched VALUES"
    renamed = f"INSERT OR IGNORE INTO row_seal_touched SELECT {number}, {new} WHERE {new} IS NOT {old};"
    bodies = {
        "insert": f"{left} {touch} ({number}, {new});",
        "update": f"{look} {touch} ({number}, {old}); {renamed}",
        "delete": f"{look} {touch} ({number}, {old});",
    }
    return [
        f"CREATE TEMP TRIGGER IF NOT EXISTS row_seal_{moment}_{number} AFTER {moment} ON main.{table.name}"
        f" BEGIN {body} END"
        for moment, body in bodies.items()
    ]
