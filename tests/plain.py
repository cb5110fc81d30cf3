"""What a test reads of the database by hand, as people know it: encrypted text as text, all else as bytes."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from housing.encryption.data_keys import DataKeyRing


@cache
def ring() -> DataKeyRing:
    """The one of this run of tests (tests/conftest.py)."""
    return DataKeyRing(Path(os.environ[DataKeyRing.SETTING]))


def plain(value: Any) -> Any:
    keys = ring()
    if isinstance(value, str):
        return keys.decrypt_text(value)
    return keys.decrypt_bytes(value) if isinstance(value, bytes) else value


def plain_rows(rows: Any) -> list[tuple[Any, ...]]:
    return [tuple(map(plain, row)) for row in rows]


def plain_row(row: Any) -> dict[str, Any]:
    """Of a `sqlite3.Row`."""
    return {name: plain(row[name]) for name in row.keys()}  # noqa: SIM118 - a Row is iterated by its values
