"""Rows past SQLAlchemy: what of them is encrypted, and how those of before, or of another key, are encrypted anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

from housing.encryption.data_keys import HEAD, LOOK_UP, MARK, SEPARATOR, TOKEN, DataKeyRing, DataKeys
from housing.encryption.key_file import KeyRingError
from housing.storage.driver import PostgresqlDriver, has_table, is_postgresql
from housing.storage.encrypted import EncryptedColumn, data_keys
from housing.storage.extensions import db
from housing.storage.lookup import LookupText

#: So many rows, and so many bytes of them, are read, encrypted and written at a time.
LOT, WEIGHT = 500, 8_000_000
KEYS = "SELECT number, fingerprint FROM data_key ORDER BY number"
KEEP_KEY = """INSERT INTO data_key (number, fingerprint, finished) VALUES (?, ?, ?)
ON CONFLICT (number) DO UPDATE SET fingerprint = excluded.fingerprint, finished = excluded.finished"""
IS_FINISHED = "SELECT finished FROM data_key WHERE number = ?"
#: Where the number of its key stands in what is encrypted.
TEXT_AT, TEXT_HEAD = TOKEN + 1, 3


class EncryptedTable(NamedTuple):
    """`columns`: by name, those that are encrypted, with their types; `key`: the columns that tell a row."""

    name: str
    columns: dict[str, EncryptedColumn]
    key: tuple[str, ...]

    def key_of(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """Of a row as `read_stale` reads it."""
        return tuple(row[: len(self.key)])

    def head(self, column: str) -> str:
        """SQL for the part of a value that names its key."""
        looked_up = isinstance(self.columns[column], LookupText)
        return f'substr("{column}", {TEXT_AT}, {TEXT_HEAD})' if looked_up else f'substr("{column}", 1, {HEAD})'

    def heads_of(self, number: int) -> list[Any]:
        """The same part of values that this key encrypted, column by column."""
        return [head_of(type_, number) for type_ in self.columns.values()]


def head_of(type_: EncryptedColumn, number: int) -> str | bytes:
    return f"{SEPARATOR}{number:02x}" if isinstance(type_, LookupText) else MARK + bytes((number,))


@cache
def encrypted_tables() -> tuple[EncryptedTable, ...]:
    found = []
    for table in db.metadata.sorted_tables:
        columns = {one.name: one.type for one in table.columns if isinstance(one.type, EncryptedColumn)}
        if columns:
            by_key = is_postgresql() or not table.dialect_options["sqlite"].get("with_rowid", True)
            key = tuple(one.name for one in table.primary_key) if by_key else ("rowid",)
            found.append(EncryptedTable(table.name, columns, key))
    return tuple(found)


def encrypt_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows as they are kept, of rows as they are: for whoever writes many past SQLAlchemy."""
    keys, types = data_keys().load(), db.metadata.tables[table].c
    encrypt: list[Callable[..., Any] | None] = [
        type_.encrypt_kept if isinstance(type_ := types[name].type, EncryptedColumn) else None for name in columns
    ]
    return [tuple(how(value, keys) if how else value for how, value in zip(encrypt, row, strict=True)) for row in rows]


def read_keys(raw: Any) -> dict[int, str]:
    """Fingerprints by number; none where nothing was ever encrypted."""
    if not has_table(raw, "data_key"):
        return {}
    return dict(raw.execute(KEYS).fetchall())


def require_data_keys(ring: DataKeyRing, kept: dict[int, str]) -> None:
    """Raises KeyRingError where a key that this database was encrypted with is not in the file."""
    there = ring.load().fingerprints if kept else {}
    missing = [number for number, fingerprint in kept.items() if there.get(number) != fingerprint]
    if missing:
        raise KeyRingError(
            f"{ring.SETTING}: {ring.file} does not hold key {missing[0]} that this database was encrypted with"
            f" ({kept[missing[0]]}): put the right file there. Without it IINs and phone numbers cannot be read."
        )


@contextmanager
def wiping(raw: Any) -> Iterator[None]:
    """What is written over, or never written at all, is left nowhere in a page of the file to be read.

    In PostgreSQL nothing was ever kept that was not encrypted.
    """
    if isinstance(raw, PostgresqlDriver):
        yield
        return
    (before,) = raw.execute("PRAGMA secure_delete").fetchone()
    raw.execute("PRAGMA secure_delete=ON").fetchone()
    try:
        yield
    finally:
        raw.execute(f"PRAGMA secure_delete={before}").fetchone()


def wipe_file(raw: Any) -> None:
    """Every page is written anew, and the log emptied. With no transaction under way."""
    if isinstance(raw, PostgresqlDriver):
        return
    with wiping(raw):
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def encrypt_everything(raw: Any, ring: DataKeyRing) -> int | None:
    """How many rows were encrypted of a database that never was; None where it was before.

    In the transaction of what has made its tables those of this code. Makes the first keys where there are none.
    Raises KeyRingError, OSError.
    """
    if kept := read_keys(raw):
        require_data_keys(ring, kept)
        return None
    if not ring.is_there:
        ring.create()
    keys = ring.load()
    with wiping(raw):
        count = sum(encrypt_table(raw, table, keys) for table in encrypted_tables())
    for number, fingerprint in keys.fingerprints.items():
        raw.execute(KEEP_KEY, (number, fingerprint, number != LOOK_UP or not count))
    return count


def encrypt_table(raw: Any, table: EncryptedTable, keys: DataKeys) -> int:
    return sum(encrypt_lot(raw, table, lot, keys) for _, lot in iter_stale(lambda: raw, table, keys))


def iter_stale(
    connect: Callable[[], Any], table: EncryptedTable, keys: DataKeys
) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    """Rows with a value that the newest key has not encrypted: in lots, each with the key of the row before it.

    Each lot may be written before the next is looked for, on a connection that is asked for then.
    """
    after: tuple[Any, ...] = ()
    while lot := read_stale(connect(), table, keys, after):
        yield after, lot
        after = table.key_of(lot[-1])


def read_stale(
    raw: Any, table: EncryptedTable, keys: DataKeys, after: tuple[Any, ...] = (), last: tuple[Any, ...] = ()
) -> list[Any]:
    """The next rows, beyond one and up to another, with their keys; few where they are heavy."""
    key, names = ", ".join(table.key), ", ".join(f'"{name}"' for name in table.columns)
    stale = " OR ".join(f"\"{one}\" <> '' AND {table.head(one)} <> ?" for one in table.columns)
    beyond = f" AND ({key}) > ({', '.join('?' * len(after))})" if after else ""
    beyond += f" AND ({key}) <= ({', '.join('?' * len(last))})" if last else ""
    wanted = f'SELECT {key}, {names} FROM "{table.name}" WHERE ({stale}){beyond} ORDER BY {key} LIMIT {LOT}'  # noqa: S608
    cursor = raw.execute(wanted, (*table.heads_of(keys.newest), *after, *last))
    lot, weight = [], 0
    for row in cursor:
        lot.append(row)
        weight += sum(len(value) for value in row if isinstance(value, str | bytes))
        if weight > WEIGHT:
            cursor.close()
            break
    return lot


def encrypt_lot(raw: Any, table: EncryptedTable, lot: list[Any], keys: DataKeys) -> int:
    at, given = len(table.key), ", ".join(f'"{name}" = ?' for name in table.columns)
    which = " AND ".join(f"{name} = ?" for name in table.key)
    types = list(table.columns.values())
    rows = [
        (*(type_.encrypt_anew(kept, keys) for type_, kept in zip(types, row[at:], strict=True)), *row[:at])
        for row in lot
    ]
    raw.executemany(f'UPDATE "{table.name}" SET {given} WHERE {which}', rows)  # noqa: S608
    return len(rows)


def bears_key(raw: Any, number: int) -> str | None:
    """A table with a value that this key has encrypted; None where there is none."""
    for table in encrypted_tables():
        bears = " OR ".join(f"{table.head(one)} = ?" for one in table.columns)
        wanted = f'SELECT 1 FROM "{table.name}" WHERE {bears} LIMIT 1'  # noqa: S608
        if raw.execute(wanted, table.heads_of(number)).fetchone():
            return table.name
    return None


def is_finished(raw: Any, number: int) -> bool:
    row = raw.execute(IS_FINISHED, (number,)).fetchone()
    return bool(row and row[0])
