"""Rows of the database of a build, as people know them; a build from before its data was encrypted keeps them so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from housing.encryption.data_keys import DataKeyRing, DataKeys
from housing.storage.encrypted import EncryptedColumn
from housing.storage.extensions import db

FILE_NAME = "data-keys"


def keys_of(instance: Path) -> DataKeys | None:
    """None: the build does not encrypt."""
    ring = DataKeyRing(instance / FILE_NAME)
    return ring.load() if ring.is_there else None


def iin_reader(instance: Path) -> Callable[[str], str]:
    keys = keys_of(instance)
    return keys.decrypt_text if keys else str


def plain_row(table: str, row: dict[str, Any], keys: DataKeys) -> dict[str, Any]:
    return turn_row(table, row, lambda type_, kept: type_.decrypt_kept(kept, keys))


def kept_row(table: str, row: dict[str, Any], keys: DataKeys | None) -> dict[str, Any]:
    return turn_row(table, row, lambda type_, value: type_.encrypt_kept(value, keys)) if keys else row


def turn_row(table: str, row: dict[str, Any], turn: Callable[[EncryptedColumn, Any], Any]) -> dict[str, Any]:
    columns = db.metadata.tables[table].c
    types = {one.name: one.type for one in columns if isinstance(one.type, EncryptedColumn)}
    return {name: turn(types[name], value) if name in types else value for name, value in row.items()}
