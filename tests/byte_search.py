"""Where the bytes of an IIN or of a phone number stand, whoever reads the files without the keys."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from housing.law.iin import is_valid_iin
from housing.storage.encrypted import EncryptedColumn
from housing.storage.encrypted_rows import encrypted_tables
from tests.plain import ring

#: Places where they may stand, by file and column, and why.
ALLOWED: dict[str, str] = {}
DIGITS = re.compile(rb"(?<!\d)(\d{12}|\+7\d{10})(?!\d)")


def known_numbers(database: Path, kinds: type[EncryptedColumn] | tuple[type[EncryptedColumn], ...]) -> set[bytes]:
    """Every IIN and phone number of all that the database encrypts in columns of these types, read with the keys.

    The moments within documents, which answers about certificates name in plain, pass for an IIN now and then.
    """
    keys, found = ring().load(), set[bytes]()
    with closing(sqlite3.connect(database)) as raw:
        for table in encrypted_tables():
            names = ", ".join(f'"{name}"' for name in table.columns)
            for row in raw.execute(f'SELECT {names} FROM "{table.name}"'):
                for type_, kept in zip(table.columns.values(), row, strict=True):
                    found |= numbers_in(type_.decrypt_kept(kept, keys)) if isinstance(type_, kinds) else set()
    return found


def numbers_in(value: Any) -> set[bytes]:
    content = value if isinstance(value, bytes) else str(value or "").encode("utf-8", "surrogatepass")
    return {one for one in DIGITS.findall(content) if one[:1] == b"+" or is_valid_iin(one.decode())}


def find_plain(files: Iterable[Path], numbers: set[bytes]) -> dict[str, list[str]]:
    """By number the files that hold it as it is."""
    found: dict[str, list[str]] = {}
    for file in files:
        content = file.read_bytes()
        for one in numbers:
            if one in content:
                found.setdefault(one.decode(), []).append(file.name)
    return found


def columns_of(database: Path, number: str) -> list[str]:
    """Where in the tables it stands, for whoever mends it."""
    places = []
    with closing(sqlite3.connect(database)) as raw:
        for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for column in [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]:
                at = f'instr(CAST("{column}" AS BLOB), CAST(? AS BLOB)) > 0'
                if raw.execute(f'SELECT 1 FROM "{table}" WHERE {at} LIMIT 1', (number,)).fetchone():
                    places.append(f"{table}.{column}")
    return places
