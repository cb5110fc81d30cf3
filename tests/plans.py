"""What SQLite does for a question: the statements, how it would answer each, and how many steps it took.

Within an application context. Steps are those of SQLite's own machine: the same on every machine of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import event

from housing.storage.extensions import db

#: So many steps at once are told.
GRAIN = 10


class Asked(NamedTuple):
    """`plan`: the lines of EXPLAIN QUERY PLAN of all statements; `steps`: of all of them together, to the grain."""

    answer: Any
    statements: list[str]
    plan: list[str]
    steps: int

    def scans(self, table: str) -> list[str]:
        """Where the whole of a table, or of an index of it, is walked."""
        return [line for line in self.plan if line.startswith(f"SCAN {table}")]


def watch(question: Callable[[], Any]) -> Asked:
    asked: list[tuple[str, Any]] = []
    counted: list[None] = []

    def hear(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        asked.append((statement, parameters))

    driver = db.session.connection().connection.dbapi_connection
    event.listen(db.engine, "before_cursor_execute", hear)
    driver.set_progress_handler(lambda: counted.append(None), GRAIN)
    try:
        answer = question()
    finally:
        driver.set_progress_handler(None, 0)
        event.remove(db.engine, "before_cursor_execute", hear)
    plan = [
        line[3]
        for statement, parameters in asked
        for line in driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
    ]
    return Asked(answer, [statement for statement, _ in asked], plan, GRAIN * len(counted))
