"""At the end of a transaction: every row it touched is sealed, and the sums and the state are brought up to it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from marshal import dumps
from typing import Any, NamedTuple

from housing.encryption.key_file import KeyRingError
from housing.storage.row_seals.bound_tables import BoundTable, digest_columns
from housing.storage.row_seals.key_ring import JournalKey, KeyRing
from housing.storage.row_seals.seal import WIDTH, SealSum, seal_row, weigh_seal

#: So many rows are read, sealed and written at a time.
LOT = 1000
EVENT = 20
SUM = "SELECT seals, plain, weighted FROM row_seal_sum WHERE bound = ? AND part = ?"
KEEP_SUM = """INSERT INTO row_seal_sum (bound, part, seals, plain, weighted) VALUES (?, ?, ?, ?, ?) ON CONFLICT
 (bound, part) DO UPDATE SET seals = excluded.seals, plain = excluded.plain, weighted = excluded.weighted"""
KEEP_SEALS = """INSERT INTO row_seal (bound, key, seal) VALUES (?, ?, ?)
 ON CONFLICT (bound, key) DO UPDATE SET seal = excluded.seal"""
TAKE_SEALS = "DELETE FROM row_seal WHERE bound = ? AND key = ?"
STATE = "SELECT last, total, event_id, event_hash, columns, revision, fingerprint, mac FROM row_seal_state"
KEEP_STATE = """INSERT INTO row_seal_state
 (id, last, total, event_id, event_hash, columns, revision, fingerprint, mac) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)
 ON CONFLICT (id) DO UPDATE SET last = excluded.last, total = excluded.total, event_id = excluded.event_id,
 event_hash = excluded.event_hash, columns = excluded.columns, revision = excluded.revision,
 fingerprint = excluded.fingerprint, mac = excluded.mac"""
LAST_EVENT = "SELECT id, hash FROM event ORDER BY id DESC LIMIT 1"


class SealState(NamedTuple):
    """As `models.RowSealState`, without its MAC."""

    last: int
    total: bytes
    event_id: int
    event_hash: str
    columns: bytes
    revision: str
    fingerprint: str

    def mac(self, key: JournalKey) -> bytes:
        return hmac.digest(key.state, dumps(tuple(self), 2), "sha256")


def read_state(raw: Any) -> tuple[SealState, bytes] | None:
    """The state and its MAC; None where no row of this database was ever sealed."""
    row = raw.execute(STATE).fetchone()
    return (SealState(*row[:-1]), row[-1]) if row else None


def find_key(ring: KeyRing, state: SealState, mac: bytes) -> JournalKey | None:
    """The key whose MAC the state bears, or None."""
    keys = (key for key in ring.load().values() if key.fingerprint == state.fingerprint)
    return next((key for key in keys if hmac.compare_digest(state.mac(key), mac)), None)


def require_key(ring: KeyRing, state: SealState) -> None:
    """Raises KeyRingError where the key that a database was sealed with is not in the ring."""
    if not any(key.fingerprint == state.fingerprint for key in ring.load().values()):
        raise KeyRingError(
            f"KEZEK_JOURNAL_KEYS: {ring.file} does not hold the key that this database was sealed with"
            f" ({state.fingerprint}): put the right file there. Without it nothing is proven, and nothing written."
        )


Tables = tuple[BoundTable, ...]


class Sealing:
    """Of one transaction, on its driver's connection. `digest`: over every seal that it wrote or took away.

    `tables`: as this database has them, which may be older than this code.
    """

    def __init__(self, raw: Any, ring: KeyRing, transaction: int, tables: Tables) -> None:
        self.raw, self.ring, self.key, self.transaction = raw, ring, ring.newest, transaction
        self.tables = tables
        self.changes: dict[tuple[int, int], SealSum] = {}
        self.digest = hashlib.sha256()

    def seal_touched(self, events: bool) -> None:
        """Rows of the journal (`events`) or all others, in the order of tables and keys."""
        touched = {bound for (bound,) in self.raw.execute("SELECT DISTINCT bound FROM row_seal_touched")}
        for table in self.tables:
            if table.number in touched and (table.number == EVENT) == events:
                for lot in self.lots(table):
                    self.seal_lot(table, lot)
        self.raw.execute(f"DELETE FROM row_seal_touched WHERE bound {'=' if events else '<>'} {EVENT}")  # noqa: S608

    def lots(self, table: BoundTable) -> Iterator[list[tuple[Any, ...]]]:
        """Of each touched row its key, its seal of before and its values as they are now."""
        keys = f"SELECT key FROM row_seal_touched WHERE bound = {table.number}"  # noqa: S608
        of_seal = f"s.bound = {table.number} AND s.key = k.key"
        rows = (
            f"SELECT k.key, s.seal, {table.values('t')} FROM ({keys} %s ORDER BY key LIMIT {LOT}) AS k"  # noqa: S608
            f" LEFT JOIN {table.name} AS t ON {table.join} LEFT JOIN row_seal AS s ON {of_seal} ORDER BY k.key"
        )
        lot = self.raw.execute(rows % "").fetchall()
        while lot:
            yield lot
            lot = self.raw.execute(rows % "AND key > ?", (lot[-1][0],)).fetchall() if len(lot) == LOT else []

    def seal_lot(self, table: BoundTable, lot: list[tuple[Any, ...]]) -> None:
        kept, taken, there = [], [], table.at[0] + 2
        for row in lot:
            key, before = row[0], row[1]
            if before is not None:
                self.weigh(table.number, key, before, -1)
            if row[there] is None:
                taken.append((table.number, key))
                continue
            seal = seal_row(self.key, table, self.transaction, table.as_sealed(row[2:]))
            self.weigh(table.number, key, seal)
            kept.append((table.number, key, seal))
        self.raw.executemany(KEEP_SEALS, kept)
        self.raw.executemany(TAKE_SEALS, taken)
        self.digest.update(dumps((kept, taken), 2))

    def weigh(self, bound: int, row: Any, seal: bytes, sign: int = 1) -> None:
        """A seal whose key is unknown was written by a foreign hand: it is in no sum."""
        key = self.ring.load().get(seal[0]) if seal else None
        if key:
            weight = weigh_seal(key, bound, row, seal)
            self.changes.setdefault((bound, weight.part), SealSum()).add(weight, sign)

    def keep(self, before: SealState, revision: str) -> None:
        """Brings the sums and the state up to this transaction."""
        total = SealSum(0, int.from_bytes(before.total, "big"))
        for (bound, part), change in self.changes.items():
            seals, plain, weighted = self.raw.execute(SUM, (bound, part)).fetchone() or (0, b"", b"")
            kept = SealSum(seals, int.from_bytes(plain, "big"), int.from_bytes(weighted, "big"))
            kept.merge(change)
            total.merge(change)
            self.raw.execute(KEEP_SUM, (bound, part, kept.seals, *map(pack, (kept.plain, kept.weighted))))
        event_id, event_hash = self.raw.execute(LAST_EVENT).fetchone() or (0, "")
        state = SealState(
            self.transaction,
            pack(total.plain),
            event_id,
            event_hash,
            digest_columns(self.tables),
            revision,
            self.key.fingerprint,
        )
        self.raw.execute(KEEP_STATE, (*state, state.mac(self.key)))


def pack(number: int) -> bytes:
    return number.to_bytes(WIDTH, "big")
