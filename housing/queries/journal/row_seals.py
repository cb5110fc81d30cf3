"""Every bound row held against its seal, all seals against their sums, the journal against what the last one said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from housing.storage.driver import driver_of, stream_rows
from housing.storage.extensions import db
from housing.storage.row_seals.bound_tables import BoundTable, bound_tables, digest_columns, live_tables
from housing.storage.row_seals.seal import (
    HEAD,
    PARTS,
    SealSum,
    fits,
    name_changed,
    transaction_of,
    weigh_seal,
)
from housing.storage.row_seals.sealing import LAST_EVENT, SealState, find_key, read_state
from housing.storage.row_seals.watch import journal_keys, show_key

#: So many faults are named; how many there are is told.
MOST = 200
SUMS = "SELECT bound, part, seals, plain, weighted FROM row_seal_sum"
SEAL, STATE, SUM = "row_seal", "row_seal_state", "row_seal_sum"


class SealFault(NamedTuple):
    """`what`: a code of `labels.seal_labels`; `column` "": not of one."""

    table: str
    row: str
    column: str
    what: str


@dataclass
class SealsVerdict:
    """`rows`: that were held against their seals; `last`: the transaction that all of it was sealed up to."""

    rows: int = 0
    last: int = 0
    found: int = 0
    faults: list[SealFault] = field(default_factory=list)

    def add(self, table: str, row: str, column: str, what: str) -> None:
        self.found += 1
        if len(self.faults) < MOST:
            self.faults.append(SealFault(table.strip('"'), row, column, what))


def check_seals(since: int = 0) -> SealsVerdict:
    """`since`: only rows that were sealed after this transaction, and what is sealed no more; 0: all of it.

    Raises KeyRingError where the keys are missing.
    """
    return SealsWalk(driver_of(db.session.connection()), since).run()


def is_row_sealed(table: str, key: int) -> bool:
    """Whether one row is what Kezek wrote. `key`: of a table whose key is one number."""
    bound = next(one for one in bound_tables() if one.name.strip('"') == table)
    wanted = (
        f"SELECT s.seal, {bound.values('t')} FROM {bound.name} AS t LEFT JOIN row_seal AS s"  # noqa: S608
        f" ON s.bound = ? AND s.key = ? WHERE t.{bound.columns[bound.at[0]]} = ?"
    )
    row = driver_of(db.session.connection()).execute(wanted, (bound.number, bound.key_of(key), key)).fetchone()
    made_by = journal_keys().load().get(row[0][0]) if row and row[0] else None
    return made_by is not None and fits(made_by, bound, row[0], bound.as_sealed(tuple(row[1:])))


def are_rows_sealed(*rows: tuple[str, int]) -> bool:
    """The same of several, each by its table and its id."""
    return all(is_row_sealed(table, key) for table, key in rows)


class SealsWalk:
    """One walk, within the snapshot of the session."""

    def __init__(self, raw: Any, since: int) -> None:
        self.raw, self.since, self.ring = raw, since, journal_keys().load()
        self.verdict, self.tables = SealsVerdict(), live_tables(raw)
        self.sums: dict[tuple[int, int], SealSum] = {}

    def run(self) -> SealsVerdict:
        kept = read_state(self.raw)
        if kept is None:
            self.verdict.add(STATE, "1", "", "no_seals")
            return self.verdict
        state, mac = kept
        self.verdict.last = state.last
        self.check_state(state, mac)
        for table in self.tables:
            self.walk_table(table)
        self.find_foreign()
        if not self.since:
            self.check_sums(state)
        return self.verdict

    def check_state(self, state: SealState, mac: bytes) -> None:
        if not find_key(journal_keys(), state, mac):
            self.verdict.add(STATE, "1", "", "seal_changed")
        if (state.event_id, state.event_hash) != (self.raw.execute(LAST_EVENT).fetchone() or (0, "")):
            self.verdict.add("event", str(state.event_id), "", "tail")
        if state.columns != digest_columns(self.tables):
            self.verdict.add(STATE, "1", "columns", "seal_changed")

    def walk_table(self, table: BoundTable) -> None:
        try:
            matched = self.hold_rows(table)
        except sqlite3.OperationalError:
            # Bytes that are no text in a column of text: read so that they can be named.
            self.raw.text_factory = lambda read: read.decode("utf-8", "surrogateescape")
            try:
                matched = self.hold_rows(table)
            finally:
                self.raw.text_factory = str
        (seals,) = self.raw.execute("SELECT count(*) FROM row_seal WHERE bound = ?", (table.number,)).fetchone()
        if seals != matched or self.since:
            self.find_rowless(table)

    def hold_rows(self, table: BoundTable) -> int:
        """How many rows have a seal."""
        sums = [SealSum() for _ in range(PARTS)]
        rows = matched = 0
        for key, seal, *values in self.read_rows(table):
            rows += 1
            if seal is None:
                self.verdict.add(table.name, show_key(table.name, key), "", "added")
                continue
            matched += 1
            self.hold_row(table, key, seal, table.as_sealed(tuple(values)), sums)
        self.sums.update({(table.number, part): one for part, one in enumerate(sums) if one.seals or one.plain})
        self.verdict.rows += rows
        return matched

    def read_rows(self, table: BoundTable) -> Iterable[tuple[Any, ...]]:
        key = table.key("t")
        chosen = f"SELECT {key}, s.seal, {table.values('t')} FROM {table.name} AS t LEFT JOIN row_seal AS s"  # noqa: S608
        on = f"ON s.bound = {table.number} AND s.key = {key}"
        if not self.since:
            return stream_rows(self.raw, f"{chosen} {on}")
        newer = "WHERE s.seal IS NULL OR substr(s.seal, 2, 6) > ?"
        return stream_rows(self.raw, f"{chosen} {on} {newer}", (self.since.to_bytes(6, "big"),))

    def hold_row(self, table: BoundTable, key: Any, seal: bytes, values: tuple[Any, ...], sums: list[SealSum]) -> None:
        made_by = self.ring.get(seal[0]) if len(seal) > HEAD else None
        if made_by is None:
            self.verdict.add(table.name, show_key(table.name, key), "", "seal_changed")
            return
        if not fits(made_by, table, seal, values):
            shown = show_key(table.name, key)
            for column in name_changed(made_by, table, seal, values):
                self.verdict.add(table.name, shown, column, "changed")
            if not name_changed(made_by, table, seal, values):
                self.verdict.add(table.name, shown, "", "seal_changed")
        if transaction_of(seal) > self.verdict.last:
            self.verdict.add(table.name, show_key(table.name, key), "", "later")
        weight = weigh_seal(made_by, table.number, key, seal)
        sums[weight.part].add(weight)

    def find_rowless(self, table: BoundTable) -> None:
        """Seals whose row is not there any more."""
        missing = f"""SELECT k.key, k.seal FROM row_seal AS k WHERE k.bound = {table.number}
 AND NOT EXISTS (SELECT 1 FROM {table.name} AS t WHERE {table.matches})"""  # noqa: S608
        for key, seal in self.raw.execute(missing):
            self.verdict.add(table.name, show_key(table.name, key), "", "deleted")
            made_by = self.ring.get(seal[0]) if seal else None
            if made_by:
                weight = weigh_seal(made_by, table.number, key, seal)
                self.sums.setdefault((table.number, weight.part), SealSum()).add(weight)

    def find_foreign(self) -> None:
        """Seals of tables that there are not."""
        numbers = ", ".join(str(table.number) for table in self.tables)
        for bound, _ in self.raw.execute(f"SELECT bound, key FROM row_seal WHERE bound NOT IN ({numbers})"):  # noqa: S608
            self.verdict.add(SEAL, str(bound), "", "added")

    def check_sums(self, state: SealState) -> None:
        """What is kept of sums, against the seals that are there; then all of them against the total."""
        kept = {(bound, part): unpack(*numbers) for bound, part, *numbers in self.raw.execute(SUMS)}
        total, there = SealSum(), SealSum()
        for one in kept.values():
            total.merge(one)
        for one in self.sums.values():
            there.merge(one)
        said = int.from_bytes(state.total, "big")
        names = {table.number: table.name for table in self.tables}
        for (bound, part), said_sum in sorted(self.differing(kept)):
            table = names.get(bound, SUM)
            if total.plain != said and there.plain == said:
                # The seals add up to what the state says: it is the kept sum that was changed.
                self.verdict.add(SUM, f"{bound},{part}", "", "changed")
            else:
                self.tell_missing(table, said_sum)
        if there.plain != said and not self.verdict.found:
            self.verdict.add(STATE, "1", "total", "taken_back")

    def differing(self, kept: dict[tuple[int, int], SealSum]) -> Iterator[tuple[tuple[int, int], SealSum]]:
        """The parts whose kept sum is not that of their seals, with what is missing in these."""
        for where in kept.keys() | self.sums.keys():
            missing = SealSum()
            missing.merge(kept.get(where, SealSum()))
            missing.merge(self.sums.get(where, SealSum()), -1)
            if missing.seals or missing.plain or missing.weighted:
                yield where, missing

    def tell_missing(self, table: str, missing: SealSum) -> None:
        one = missing.find_one()
        row = show_key(table, one) if one else f"{max(missing.seals, 1)}+"
        self.verdict.add(table, row, "", "taken_out" if missing.seals else "taken_back")


def unpack(seals: int, plain: bytes, weighted: bytes) -> SealSum:
    return SealSum(seals, *(int.from_bytes(one, "big") if isinstance(one, bytes) else 0 for one in (plain, weighted)))
