"""What SQLite and PostgreSQL say differently: written once, read by each in its own words.

Moments are stored in UTC without a zone, text orders by its bytes (docs/adr/0051-postgresql.md).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateIndex

#: Of Almaty, all the year round.
LOCAL = "+5 hours"
#: Formats of SQLite's strftime, as `to_char` writes them.
FORMATS = {
    "%Y-%m-%d": "YYYY-MM-DD",
    "%Y-%m-01": "YYYY-MM-01",
    "%Y-%m-%d %H:%M:%S": "YYYY-MM-DD HH24:MI:SS",
    "%Y-%m-%dT%H:%M+00:00": 'YYYY-MM-DD"T"HH24:MI"+00:00"',
}
#: A moment as SQLite keeps it.
STORED = "YYYY-MM-DD HH24:MI:SS.US"


@compiles(CreateIndex, "postgresql")
def create_index(element: CreateIndex, compiler: Any, **options: Any) -> str:
    """The condition of an index is said once, for SQLite."""
    index = element.element
    condition = index.dialect_options["sqlite"]["where"]
    if condition is not None:
        index.dialect_options["postgresql"]["where"] = condition
    made: str = compiler.visit_create_index(element, **options)
    return made
