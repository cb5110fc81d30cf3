"""From the beginning of a transaction to its end: what is touched is noted, and the last event is bound to it."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import current_app
from sqlalchemy.engine import Connection

from housing.encryption.key_file import KeyRingError
from housing.storage.database_faults import driver_faults
from housing.storage.driver import driver_of
from housing.storage.encrypted import data_keys
from housing.storage.encrypted_rows import read_keys, require_data_keys
from housing.storage.row_seals.binding import has_seals, sealed_tables
from housing.storage.row_seals.bound_tables import bound_tables
from housing.storage.row_seals.capture import choose_capture
from housing.storage.row_seals.key_ring import JournalKey, KeyRing
from housing.storage.row_seals.seal import fits, name_changed
from housing.storage.row_seals.sealing import Sealing, Tables, find_key, read_state, require_key

#: Of a connection: the tables that its triggers are over, whether its database is sealed, what it found changed by
#: others.
CAPTURING, SEALED, FOUND = "row_seals_capturing", "row_seals_sealed", "row_seals_found"
ANY_TOUCHED = "SELECT 1 FROM row_seal_touched LIMIT 1"
#: Bytes of an event's digest, behind the number of its transaction.
NUMBER, DIGEST = 8, 24


def journal_keys() -> KeyRing:
    ring: KeyRing = current_app.extensions["journal_keys"]
    return ring


def begin_watching(connection: Connection) -> None:
    """Before BEGIN. Whoever writes by `transaction()` is watched; whoever changes tables must not meet triggers."""
    connection.info[FOUND] = []
    options = connection.get_execution_options()
    if not options.get("writes"):
        return
    if options.get("sealed"):
        data_keys().refresh()
        with driver_faults():
            watch_rows(driver_of(connection), connection.info)
    else:
        stop_watching(connection)


def stop_watching(connection: Connection) -> None:
    """Whether it is sealed is asked anew, too."""
    connection.info.pop(SEALED, None)
    if connection.info.pop(CAPTURING, None):
        raw = driver_of(connection)
        choose_capture(raw).remove_capture(raw)


def watch_rows(raw: Any, info: dict[str, Any]) -> None:
    """Notes what this connection touches from now on. `info`: what the pool keeps beside the connection.

    Raises KeyRingError where the database is not sealed as it is, or by another key: nothing is written there.
    """
    if info.get(CAPTURING) or not has_seals(raw):
        return
    kept = read_state(raw)
    if kept is None:
        raise KeyRingError("The rows of this database bear no seals: start Kezek once, it seals them or says why not.")
    require_key(journal_keys(), kept[0])
    require_data_keys(data_keys(), read_keys(raw))
    tables = sealed_tables(raw, kept[0])
    choose_capture(raw).install_capture(raw, tables, partial(look_before, info, tables))
    info[CAPTURING] = tables


def look_before(info: dict[str, Any], tables: Tables, number: int, key: Any, seal: bytes | None, *values: Any) -> None:
    """What a row was before it is written over: a foreign hand's change is noted, and never sealed unsaid."""
    table = next(one for one in tables if one.number == number)
    ring = journal_keys().load()
    if not values:
        columns = ["-"]
    elif seal is None:
        columns = ["+"]
    else:
        made_by = ring.get(seal[0])
        if made_by and fits(made_by, table, seal, values):
            return
        columns = (made_by and name_changed(made_by, table, seal, values)) or ["?"]
    info[FOUND].append([table.name.strip('"'), show_key(table.name, key), ",".join(columns)])


def show_key(table: str, key: Any) -> str:
    """A row's key for whoever reads; where it is an IIN, its end."""
    return f"…{str(key)[-4:]}" if "phone_check" in table else str(key)


def is_sealed(connection: Connection) -> bool:
    """Whether rows of the journal are keyed here: always, but in a database that an older Kezek left."""
    if not connection.info.get(SEALED):
        raw = driver_of(connection)
        connection.info[SEALED] = has_seals(raw) and read_state(raw) is not None
    sealed: bool = connection.info[SEALED]
    return sealed


def journal_key(connection: Connection) -> JournalKey | None:
    """With which rows of the journal are hashed here. Raises KeyRingError where it is not at hand."""
    return journal_keys().newest if is_sealed(connection) else None


class Commit:
    """The end of one transaction. `bound`: what its last event says of the rows."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.raw = connection, driver_of(connection)
        tables = connection.info.get(CAPTURING)
        self.captures = bool(tables)
        kept = read_state(self.raw)
        if kept is None:
            raise RuntimeError("a database without seals")
        self.before, mac = kept
        if not find_key(journal_keys(), self.before, mac):
            connection.info[FOUND].append(["row_seal_state", "1", "?"])
        if tables:
            look = partial(look_before, connection.info, tables)
            choose_capture(self.raw).look_at_touched(self.raw, tables, look)
        self.sealing = Sealing(self.raw, journal_keys(), self.before.last + 1, tables or bound_tables())

    def seal_rows(self) -> bytes:
        if self.captures:
            self.sealing.seal_touched(events=False)
        return self.sealing.transaction.to_bytes(NUMBER, "big") + self.sealing.digest.digest()[:DIGEST]

    def finish(self) -> None:
        if self.captures:
            self.sealing.seal_touched(events=True)
        self.sealing.keep(self.before, self.before.revision)


def has_touched(connection: Connection) -> bool:
    touched = connection.info.get(CAPTURING) and driver_of(connection).execute(ANY_TOUCHED).fetchone()
    return bool(touched) or bool(connection.info.get(FOUND))
