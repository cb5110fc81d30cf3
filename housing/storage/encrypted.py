"""Types of columns that bear an IIN or a phone number: encrypted in the database, as they are in the program.

Two equal values look different; a column by which rows are looked for is a `LookupText` (`storage.lookup`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import current_app
from sqlalchemy import JSON, Dialect, LargeBinary, String, func
from sqlalchemy.types import TypeDecorator, TypeEngine

from housing.encryption.data_keys import OVERHEAD, DataKeyRing, DataKeys, UnknownKeyError, UnreadableValueError
from housing.storage.database_faults import DatabaseUnavailableError
from housing.storage.extensions import serialize_json
from housing.storage.packed import pack_bytes, unpack_bytes


def data_keys() -> DataKeyRing:
    ring: DataKeyRing = current_app.extensions["data_keys"]
    return ring


def plain_length(column: Any) -> Any:
    """Of encrypted bytes that were not packed."""
    return func.length(column) - OVERHEAD


def encrypt_text(value: str | None) -> str | None:
    return data_keys().load().encrypt_text(value) if value else value


def encrypt_bytes(value: bytes) -> bytes:
    return data_keys().load().encrypt_bytes(value)


def decrypt_text(kept: str | None) -> str | None:
    """What was changed past Kezek is read as it is kept: it is nobody's IIN, and the page goes on."""
    try:
        return data_keys().decrypt_text(kept) if kept else kept
    except UnknownKeyError as fault:
        raise DatabaseUnavailableError("damaged", fault) from fault
    except UnreadableValueError:
        return kept


def decrypt_bytes(kept: bytes) -> bytes:
    """What was changed past Kezek is read as it is kept: it fits no digest that stands beside it."""
    try:
        return data_keys().decrypt_bytes(kept)
    except UnknownKeyError as fault:
        raise DatabaseUnavailableError("damaged", fault) from fault
    except UnreadableValueError:
        return kept


class EncryptedColumn(TypeDecorator[Any]):
    """The type that is declared is that of the plain value: SQLite keeps what it is given. PostgreSQL has bytes there.

    `encrypt_kept`: what was kept before the column was encrypted, as it is kept now.
    """

    impl: Any = String
    cache_ok = True
    #: What other databases than SQLite keep.
    kept_as: TypeEngine[Any] = LargeBinary()

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(self.impl_instance if dialect.name == "sqlite" else self.kept_as)

    def encrypt_kept(self, kept: Any, keys: DataKeys) -> Any:
        if kept is None or kept == "":
            return kept
        return keys.encrypt_bytes(kept if isinstance(kept, bytes) else str(kept).encode("utf-8", "surrogatepass"))

    def decrypt_kept(self, kept: Any, keys: DataKeys) -> Any:
        """As it would be kept were the column not encrypted. Raises UnreadableValueError."""
        return keys.decrypt_bytes(kept).decode("utf-8", "surrogatepass") if isinstance(kept, bytes) else kept

    def encrypt_anew(self, kept: Any, keys: DataKeys) -> Any:
        """By the newest key. What was not encrypted is; a value that cannot be read stays as it is, to be found."""
        try:
            return self.encrypt_kept(self.decrypt_kept(kept, keys), keys)
        except UnreadableValueError:
            return kept


class EncryptedText(EncryptedColumn):
    """Text that nobody looks for. Empty text and None stay."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return write_text

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return read_text


class EncryptedJson(EncryptedColumn):
    impl = JSON
    cache_ok = True

    def __init__(self, none_as_null: bool = False) -> None:
        super().__init__(none_as_null=none_as_null)
        self.none_as_null, self.should_evaluate_none = none_as_null, not none_as_null

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return write_json_or_null if self.none_as_null else write_json

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return read_json


class EncryptedBytes(EncryptedColumn):
    impl = LargeBinary
    cache_ok = True

    def decrypt_kept(self, kept: Any, keys: DataKeys) -> Any:
        return keys.decrypt_bytes(kept) if isinstance(kept, bytes) else kept

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return write_bytes

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return read_bytes


class PackedBytes(EncryptedBytes):
    """Packed where that makes them shorter (`storage.packed`), then encrypted."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        return write_packed

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return read_packed


def write_text(value: str | None) -> str | bytes | None:
    return encrypt_bytes(value.encode("utf-8", "surrogatepass")) if value else value


def read_text(kept: str | bytes | None) -> str | None:
    return decrypt_bytes(kept).decode("utf-8", "replace") if isinstance(kept, bytes) else kept


def write_json(value: Any) -> bytes:
    return encrypt_bytes(serialize_json(value).encode())


def write_json_or_null(value: Any) -> bytes | None:
    return None if value is None else write_json(value)


def read_json(kept: Any) -> Any:
    """Raises DatabaseUnavailableError for what was changed past Kezek: it says nothing."""
    if kept is None:
        return None
    try:
        return json.loads(decrypt_bytes(kept) if isinstance(kept, bytes) else str(kept))
    except ValueError as fault:
        raise DatabaseUnavailableError("damaged", fault) from fault


def write_bytes(value: bytes | None) -> bytes | None:
    return None if value is None else encrypt_bytes(value)


def read_bytes(kept: bytes | None) -> bytes | None:
    return None if kept is None else decrypt_bytes(kept)


def write_packed(value: bytes | None) -> bytes | None:
    return None if value is None else encrypt_bytes(pack_bytes(value))


def read_packed(kept: bytes | None) -> bytes | None:
    return None if kept is None else unpack_bytes(decrypt_bytes(kept))
