"""To seal every row of a database that has no seals yet, or whose columns an upgrade has changed: one transaction."""

from __future__ import annotations

from itertools import islice
from typing import Any, NamedTuple

from housing.encryption.key_file import KeyRingError
from housing.storage.driver import begin_writing, driver_of, end_writing, has_table, stream_rows
from housing.storage.extensions import db
from housing.storage.row_seals.bound_tables import bound_tables, digest_columns
from housing.storage.row_seals.head_file import HeadFile
from housing.storage.row_seals.key_ring import KeyRing
from housing.storage.row_seals.seal import WIDTH, SealSum, seal_row, weigh_seal
from housing.storage.row_seals.sealing import KEEP_SEALS, LOT, Sealing, SealState, read_state, require_key

REVISION = "SELECT version_num FROM alembic_version"
EMPTY = SealState(0, bytes(WIDTH), 0, "", b"", "", "")


def has_seals(raw: Any) -> bool:
    """Whether the tables are there: not in a database that an older Kezek left."""
    return has_table(raw, "row_seal_state")


def read_revision(raw: Any) -> str:
    row = raw.execute(REVISION).fetchone()
    return str(row[0]) if row else ""


def bind_all(raw: Any, ring: KeyRing) -> int:
    """How many rows are sealed; every seal of before is taken away. Makes the first key where there is none yet.

    On the driver's connection with no transaction under way. Raises KeyRingError, OSError.
    """
    begin_writing(raw)
    try:
        kept = read_state(raw)
        if kept is None and not ring.is_there:
            ring.create()
        count = seal_everything(raw, ring, kept[0] if kept else EMPTY)
    except BaseException:
        end_writing(raw, keep=False)
        raise
    end_writing(raw, keep=True)
    return count


class Bound(NamedTuple):
    """`first`: no row had been sealed before."""

    first: bool
    rows: int


def rebind(ring: KeyRing, head: HeadFile) -> Bound | None:
    """Seals all of the database where that has to be done; None where it has not. Raises KeyRingError, OSError."""
    db.session.rollback()
    with db.engine.connect() as connection:
        raw = driver_of(connection)
        kept = read_state(raw)
        if kept is None:
            require_unsealed(ring, head)
        else:
            require_key(ring, kept[0])
            if (kept[0].columns, kept[0].revision) == (digest_columns(), read_revision(raw)):
                return None
        return Bound(kept is None, bind_all(raw, ring))


def require_unsealed(ring: KeyRing, head: HeadFile) -> None:
    """Raises KeyRingError where the file outside says that this database had seals: somebody took them away."""
    if head.file.exists():
        raise KeyRingError(
            f"The seals of this database are gone, though {head.file} tells of them: restore a backup. "
            f"Where the database is meant to begin anew, put that file aside."
        )


def seal_everything(raw: Any, ring: KeyRing, before: SealState) -> int:
    raw.execute("DELETE FROM row_seal")
    raw.execute("DELETE FROM row_seal_sum")
    sealing, count = Sealing(raw, ring, before.last + 1), 0
    for table in bound_tables():
        rows = stream_rows(
            raw,
            f"SELECT {table.key('t')}, {table.values('t')} FROM {table.name} AS t ORDER BY 1",  # noqa: S608
        )
        while lot := list(islice(rows, LOT)):
            sealed = [
                (table.number, row[0], seal_row(sealing.key, table, sealing.transaction, table.as_sealed(row[1:])))
                for row in lot
            ]
            raw.executemany(KEEP_SEALS, sealed)
            for bound, key, seal in sealed:
                weight = weigh_seal(sealing.key, bound, key, seal)
                sealing.changes.setdefault((bound, weight.part), SealSum()).add(weight)
            count += len(lot)
    sealing.keep(before._replace(total=bytes(WIDTH)), read_revision(raw))
    return count
