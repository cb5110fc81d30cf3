"""Which tables a statement reads and which it writes, as far as its text says so plainly."""

from __future__ import annotations

import re
from functools import lru_cache

from housing.storage.extensions import db

#: Stands for every table: of a statement that may write more than it names.
EVERYTHING = "*"
WRITTEN = re.compile(r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE(?:\s+OR\s+\w+)?)\s+[\"\[`]?(\w+)", re.IGNORECASE)
ONLY_READS = re.compile(r"\s*(?:SELECT|PRAGMA|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK)\b", re.IGNORECASE)
WORD = re.compile(r"\w+")
#: What triggers write besides, by the table that they watch (see migrations).
TRIGGERED = {
    "register_entry": frozenset({"register_count"}),
    "application": frozenset({"open_count"}),
    **dict.fromkeys(("decision", "event", "answer"), frozenset({"daily_figures"})),
}


@lru_cache(maxsize=4096)
def find_written_tables(statement: str) -> frozenset[str]:
    """What an INSERT or UPDATE names. A DELETE reaches further, by its foreign keys, and others who knows where."""
    if ONLY_READS.match(statement):
        return frozenset()
    found = WRITTEN.match(statement)
    written = found[1] if found else EVERYTHING
    return frozenset((written,)) | TRIGGERED.get(written, frozenset())


@lru_cache(maxsize=4096)
def find_read_tables(statement: str) -> frozenset[str]:
    """Every table whose name stands in the statement, be it that of a column."""
    return frozenset(WORD.findall(statement)) & frozenset(db.metadata.tables)
