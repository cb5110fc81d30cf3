"""The crowd into the tables, past SQLAlchemy: what of its rows is encrypted is encrypted here too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from housing.demo.crowd import APPLICATION, DECISION, ENTRY, Made
from housing.law.iin import birth_year
from housing.storage.encrypted_rows import encrypt_rows

LOT, IIN = 5_000, ENTRY.index("iin")
#: What the crowd's entries came in by, as `actions/cases/register_entry.py` would have written it.
ARRIVAL = """
INSERT INTO register_movement
 (entry_id, decision_id, number, settlement, list_code, registered_at, at, sign, cause)
VALUES (?1, ?2, ?3, ?5, ?6, ?8, ?8, 1, 'registered')
"""
#: Checked when they came in, as everybody who is registered by a decision.
ENTER = f"""
INSERT INTO register_entry ({", ".join(ENTRY)}, checked_at, birth_year) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)
"""  # noqa: S608


def insert_lot(cursor: Any, lot: list[Made]) -> int:
    """How many of them stand on the register."""
    entries = [made.entry for made in lot if made.entry]
    write_rows(cursor, "application", APPLICATION, [made.application for made in lot])
    write_rows(cursor, "decision", DECISION, [made.decision for made in lot if made.decision])
    years = [birth_year(entry[IIN]) for entry in entries]
    kept = encrypt_rows("register_entry", ENTRY, entries)
    cursor.executemany(ENTER, [(*entry, year) for entry, year in zip(kept, years, strict=True)])
    cursor.executemany(ARRIVAL, entries)
    return len(entries)


def write_rows(cursor: Any, table: str, columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    cursor.executemany(insert(table, columns), encrypt_rows(table, columns, rows))


def lots(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while lot := list(islice(rows, LOT)):
        yield lot


def insert(table: str, columns: tuple[str, ...]) -> str:
    """Both are constants of ours."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608
