"""What the seals of a database are over, and how every row is sealed anew once migrations have changed its columns."""

from __future__ import annotations

from itertools import islice
from typing import Any

from housing.encryption.key_file import KeyRingError
from housing.storage.driver import has_table, stream_rows
from housing.storage.row_seals.bound_tables import BoundTable, bound_tables, digest_columns, live_tables
from housing.storage.row_seals.head_file import HeadFile
from housing.storage.row_seals.key_ring import KeyRing
from housing.storage.row_seals.seal import WIDTH, SealSum, seal_row, weigh_seal
from housing.storage.row_seals.sealing import EVENT, KEEP_SEALS, LOT, Sealing, SealState, read_state

REVISION = "SELECT version_num FROM alembic_version"
EMPTY = SealState(0, bytes(WIDTH), 0, "", b"", "", "")
#: Rows of the journal that came after the last transaction.
LATER = "WHERE t.id > ?"


def has_seals(raw: Any) -> bool:
    """Whether the tables are there: not in a database that an older Kezek left."""
    return has_table(raw, "row_seal_state")


def read_revision(raw: Any) -> str:
    """ "" where there are no tables yet."""
    row = raw.execute(REVISION).fetchone() if has_table(raw, "alembic_version") else None
    return str(row[0]) if row else ""


def is_bound(raw: Any) -> bool:
    """Whether all of a database that has the tables of this code is sealed by them.

    Not where an older Kezek, which sealed in a transaction after that of its migrations, was stopped between the two.
    """
    kept = read_state(raw)
    return kept is not None and (kept[0].columns, kept[0].revision) == (digest_columns(), read_revision(raw))


def sealed_tables(raw: Any, state: SealState) -> tuple[BoundTable, ...]:
    """What seals are over, in a database that may be older than this code. Raises KeyRingError where it is between two
    versions."""
    if state.columns == digest_columns():
        return bound_tables()
    tables = live_tables(raw)
    if state.columns != digest_columns(tables):
        raise KeyRingError("This database is between two versions: start Kezek once, it seals all rows anew.")
    return tables


def require_unsealed(head: HeadFile) -> None:
    """Raises KeyRingError where the file outside says that this database had seals: somebody took them away."""
    if head.file.exists():
        raise KeyRingError(
            f"The seals of this database are gone, though {head.file} tells of them: restore a backup. "
            f"Where the database is meant to begin anew, put that file aside."
        )


def seal_everything(raw: Any, ring: KeyRing) -> int:
    """How many rows; every seal of before is taken away. In the transaction of what has changed the tables.

    Makes the first key where there is none yet. Raises KeyRingError, OSError.
    """
    kept = read_state(raw)
    if kept is None and not ring.is_there:
        ring.create()
    before = kept[0] if kept else EMPTY
    raw.execute("DELETE FROM row_seal")
    raw.execute("DELETE FROM row_seal_sum")
    sealing = Sealing(raw, ring, before.last + 1, live_tables(raw))
    count = sum(seal_table(sealing, table) for table in sealing.tables)
    sealing.keep(before._replace(total=bytes(WIDTH)), read_revision(raw))
    return count


def seal_events(raw: Any, ring: KeyRing) -> None:
    """Rows of the journal that the same transaction has written after it sealed everything."""
    kept = read_state(raw)
    if kept:
        state = kept[0]
        sealing = Sealing(raw, ring, state.last + 1, live_tables(raw))
        table = next(one for one in sealing.tables if one.number == EVENT)
        seal_table(sealing, table, LATER, (state.event_id,))
        sealing.keep(state, state.revision)


def seal_table(sealing: Sealing, table: BoundTable, which: str = "", given: tuple[Any, ...] = ()) -> int:
    """How many rows; `which`: a condition on them."""
    raw, key, count = sealing.raw, sealing.key, 0
    rows = iter(
        stream_rows(
            raw,
            f"SELECT {table.key('t')}, {table.values('t')} FROM {table.name} AS t {which} ORDER BY 1",  # noqa: S608
            given,
        )
    )
    while lot := list(islice(rows, LOT)):
        sealed = [
            (table.number, row[0], seal_row(key, table, sealing.transaction, table.as_sealed(row[1:]))) for row in lot
        ]
        raw.executemany(KEEP_SEALS, sealed)
        for bound, row_key, seal in sealed:
            weight = weigh_seal(key, bound, row_key, seal)
            sealing.changes.setdefault((bound, weight.part), SealSum()).add(weight)
        count += len(lot)
    return count
