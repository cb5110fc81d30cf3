"""IINs and phone numbers: encrypted anew, while Kezek serves, once there is another key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from housing.encryption.data_keys import LOOK_UP, DataKeys
from housing.encryption.key_file import KeyRingError
from housing.law.lifecycle import SYSTEM
from housing.storage import audit
from housing.storage.driver import driver_of
from housing.storage.encrypted import data_keys
from housing.storage.encrypted_rows import (
    EncryptedTable,
    bears_key,
    encrypt_lot,
    encrypted_tables,
    is_finished,
    iter_stale,
    read_keys,
    read_stale,
    wipe_file,
)
from housing.storage.extensions import db
from housing.storage.models import DataKey
from housing.storage.transaction import transaction


class KeysRefused(Exception):
    """Nothing was encrypted, or no key added or taken out: why, in one line."""


class Lot(NamedTuple):
    """Rows of a table from one key to another, of which some are to be encrypted anew."""

    table: EncryptedTable
    after: tuple[Any, ...]
    last: tuple[Any, ...]


def finish_data_keys(now: datetime) -> str:
    """What was written before it was encrypted is taken out of free pages and the log too. What to tell; "": nothing.

    Keys that were added to the file are known to the database from now on. With nobody else at the database. Raises
    KeysRefused.
    """
    try:
        note_keys()
    except KeyRingError as fault:
        raise KeysRefused(str(fault)) from None
    # Whoever still reads what was before would keep it in the log.
    db.session.rollback()
    with db.engine.connect() as connection:
        raw = driver_of(connection)
        if is_finished(raw, LOOK_UP):
            return ""
        wipe_file(raw)
    with transaction() as session:
        session.get_one(DataKey, LOOK_UP).finished = True
        audit.record("data.encrypted", SYSTEM, now, number=LOOK_UP)
    return "Backups from before hold IINs and phone numbers as they were: put them away where nobody reads them."


def note_keys() -> None:
    """A key that was added to the file, and of which no row says so: whoever added it was stopped."""
    fingerprints = data_keys().load().fingerprints
    if new := fingerprints.keys() - read_keys(read_driver()).keys():
        with transaction() as session:
            session.add_all(DataKey(number=one, fingerprint=fingerprints[one], finished=False) for one in new)


def add_data_key(actor: str, now: datetime) -> int:
    """What is written from now on is encrypted by it; all else follows by a job. Its number. Raises KeysRefused."""
    ring = data_keys()
    try:
        number = ring.add()
        fingerprint = ring.load().fingerprints[number]
    except (KeyRingError, OSError) as fault:
        raise KeysRefused(str(fault)) from None
    with transaction() as session:
        session.add(DataKey(number=number, fingerprint=fingerprint, finished=False))
        audit.record("data_keys.added", actor, now, number=number, fingerprint=fingerprint)
    return number


def iter_lots() -> Iterator[Lot]:
    """Of all that the newest key has not encrypted; each may be encrypted before the next is looked for."""
    ring = data_keys()
    ring.refresh()
    keys = ring.load()
    if is_finished(read_driver(), keys.newest):
        return
    for table in encrypted_tables():
        for after, rows in iter_stale(read_driver, table, keys):
            yield Lot(table, after, table.key_of(rows[-1]))


def read_driver() -> Any:
    db.session.rollback()
    return driver_of(db.session.connection())


def encrypt_lot_anew(lot: Lot) -> int:
    """How many rows. They are read again: somebody may have written them since."""
    with transaction() as session:
        raw, keys = driver_of(session.connection()), data_keys().load()
        rows = read_stale(raw, lot.table, keys, lot.after, lot.last)
        return encrypt_lot(raw, lot.table, rows, keys)


def finish_newest_key(now: datetime) -> bool:
    """Whether all is encrypted by the newest key now, which was not before."""
    keys = data_keys().load()
    raw = read_driver()
    if is_finished(raw, keys.newest) or any(read_stale(raw, table, keys) for table in encrypted_tables()):
        return False
    with transaction() as session:
        # Of a key that another one followed before it was through, nothing is left to do either.
        for one in session.scalars(select(DataKey).where(DataKey.number != LOOK_UP, ~DataKey.finished)):
            one.finished = True
        audit.record("data.encrypted_anew", SYSTEM, now, number=keys.newest)
    return True


def remove_data_key(number: int, actor: str, now: datetime) -> None:
    """Backups from before it was replaced cannot be read without it. Raises KeysRefused."""
    ring = data_keys()
    try:
        ring.refresh()
        keys = ring.load()
        require_idle(keys, number)
        with transaction() as session:
            session.delete(session.get_one(DataKey, number))
            audit.record("data_keys.removed", actor, now, number=number, fingerprint=keys.fingerprints[number])
        ring.remove(number)
    except (KeyRingError, OSError) as fault:
        raise KeysRefused(str(fault)) from None


def require_idle(keys: DataKeys, number: int) -> None:
    """Raises KeysRefused where somebody still needs the key."""
    if number == LOOK_UP:
        raise KeysRefused("By key 0 people are looked for: it stays.")
    if number not in keys.fingerprints:
        raise KeysRefused(f"There is no key {number}.")
    if number == keys.newest:
        raise KeysRefused(f"Key {number} is the newest one: add another first.")
    raw = read_driver()
    if not is_finished(raw, keys.newest):
        raise KeysRefused(f"Not everything is encrypted by key {keys.newest} yet: a server that runs goes on with it.")
    if table := bears_key(raw, number):
        raise KeysRefused(f"Key {number} is needed: {table} has values that it encrypted.")
