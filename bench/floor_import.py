"""What an import and an export are measured beside, each in a process of its own: `floor_import.py WHAT DATABASE FILE`.

`import`: the same checks of every row, then `executemany` into the same tables with their indexes, in one transaction.
`csv`, `xlsx`: a raw cursor over the same lists, and `csv` or a streaming writer; the CSV is the same byte for byte.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

#: What Kezek gives its own transaction as well.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000")
LOT = 5_000
APPLICATION = """
INSERT INTO application (id, number, iin, name, name_key, given_key, name_order, language, status, version, answers,
 answered, basis, settlement, branch_code, phone, created_at, filed_at, accepted_at, due_at, decided_at, escalation)
VALUES (?1, printf('0%09d', ?1), ?3, ?4, ?5, ?6, ?7, 'kk', 'registered', 1, '{}', '{}', 'former_base', ?8, ?10,
 nullif(?12, ''), ?11, ?11, ?11, ?11, ?11, 0)
"""
ENTRY = """
INSERT INTO register_entry
 (id, application_id, number, iin, settlement, list_code, registered_at, former_number, birth_year)
VALUES (?1, ?1, substr(?8, 1, 4) || printf('%06d', ?1), ?3, ?8, ?9, ?11, ?2, ?12)
"""
MOVEMENT = """
INSERT INTO register_movement (entry_id, at, sign, settlement, list_code, registered_at, number, cause)
VALUES (?1, '2026-11-24 05:00:00.000000', 1, ?8, ?9, ?11, substr(?8, 1, 4) || printf('%06d', ?1), 'imported')
"""
STANDS = "SELECT 1 FROM register_entry WHERE substr(iin, 1, 16) = ? AND annulled_at IS NULL"
ROWS = """
SELECT settlement, list_code, number, strftime('%Y-%m-%d %H:%M:%S', registered_at, '+5 hours')
FROM register_entry WHERE annulled_at IS NULL
ORDER BY settlement, list_code, registered_at, number
"""


def opened(database: str) -> sqlite3.Connection:
    raw = sqlite3.connect(database, isolation_level=None)
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    return raw


def import_rows(database: str, file: str, vocabulary: str) -> None:
    from housing.presentation.table_file import EPOCH
    from housing.reference_data.register_file import match_headings
    from housing.reference_data.register_rows import RowReader, Vocabulary

    raw, known = opened(database), json.loads(Path(vocabulary).read_text(encoding="utf-8"))
    raw.execute("BEGIN IMMEDIATE")
    first = raw.execute("SELECT max(id) FROM application").fetchone()[0] + 1
    iins, numbers = set[str](), set[tuple[str, str]]()
    with Path(file).open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        head = next(rows)
        reader = RowReader(
            match_headings(head)[0], len(head), Vocabulary(known["branches"], known["lists"], datetime.now(UTC)), EPOCH
        )
        lot: list[tuple[Any, ...]] = []
        for nth, cells in enumerate(rows, first):
            row, faults = reader.read(cells)
            twice = row.iin in iins or (row.settlement, row.former_number) in numbers
            if faults or twice or raw.execute(STANDS, (row.iin,)).fetchone():
                sys.exit(f"line {nth - first + 2} is wrong: {faults or twice}")
            iins.add(row.iin)
            numbers.add((row.settlement, row.former_number))
            lot.append((nth, *row))
            if len(lot) == LOT:
                insert(raw, lot)
                lot = []
        insert(raw, lot)
    raw.execute("COMMIT")


def insert(raw: sqlite3.Connection, lot: list[tuple[Any, ...]]) -> None:
    raw.executemany(APPLICATION, [row[:-1] for row in lot])
    raw.executemany(ENTRY, [(*row[:11], row[-1]) for row in lot])
    raw.executemany(MOVEMENT, [row[:11] for row in lot])


def listed(raw: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    yield "settlement", "list", "place", "number", "queue_date"
    place, own, list_code = 0, "", ""
    for settlement, code, number, at in raw.execute(ROWS):
        place = place + 1 if (settlement, code) == (own, list_code) else 1
        own, list_code = settlement, code
        yield settlement, code, place, number, at


def begin(what: str) -> None:
    """What a process of that kind costs before it does anything."""
    if what == "import":
        from housing.reference_data import register_rows  # noqa: F401
    elif what == "xlsx":
        import xlsxwriter  # noqa: F401


def export_csv(database: str, file: str) -> None:
    with Path(file).open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(listed(opened(database)))


def export_xlsx(database: str, file: str) -> None:
    """By the library that Kezek uses, in its way that keeps no row."""
    from xlsxwriter import Workbook

    with Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(listed(opened(database))):
            sheet.write_row(line, 0, row)


if __name__ == "__main__":
    {"start": begin, "import": import_rows, "csv": export_csv, "xlsx": export_xlsx}[sys.argv[1]](*sys.argv[2:])
