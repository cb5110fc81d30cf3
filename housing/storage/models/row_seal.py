"""Seals of rows: written and read by `housing.storage.row_seals` alone, past the mapper."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db


class RowSeal(db.Model):  # type: ignore[name-defined,misc]
    """The seal of a row of a bound table. `bound`: the table's number; `key`: its primary key, as it is stored (in
    PostgreSQL: as text).

    `seal`: number of the key, of the transaction, the MAC, and a mark of two bytes for each column.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)

    bound: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    key: Mapped[bytes] = mapped_column(LargeBinary().with_variant(Text, "postgresql"), primary_key=True)
    seal: Mapped[bytes] = mapped_column(LargeBinary)


class RowSealSum(db.Model):  # type: ignore[name-defined,misc]
    """Of a part of a table's seals: how many there are, their sum, and their sum weighted by what row they are of."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    bound: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    part: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seals: Mapped[int]
    plain: Mapped[bytes] = mapped_column(LargeBinary)
    weighted: Mapped[bytes] = mapped_column(LargeBinary)


class RowSealState(db.Model):  # type: ignore[name-defined,misc]
    """One row: what the last transaction left. None: no row of this database was ever sealed.

    `last`: number of the transaction; `total`: sum of all seals; `event_id`, `event_hash`: the end of the journal;
    `columns`: SHA-256 of the columns that seals are over; `fingerprint`: of the key; `mac`: over all of it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
    total: Mapped[bytes] = mapped_column(LargeBinary)
    event_id: Mapped[int]
    event_hash: Mapped[str] = mapped_column(String(64))
    columns: Mapped[bytes] = mapped_column(LargeBinary)
    revision: Mapped[str] = mapped_column(String(32))
    fingerprint: Mapped[str] = mapped_column(String(16))
    mac: Mapped[bytes] = mapped_column(LargeBinary)


class RowSealCheck(db.Model):  # type: ignore[name-defined,misc]
    """What a walk over journal and rows found. `whole`: over all of it, else over what was written since the last one
    that found nothing.

    `last`, `event_id`: the transaction and the row of the journal that it went up to; `found`: how many faults;
    `faults`: the first of them, `[table, row, column, what]`, what by `labels.seal_labels`.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    whole: Mapped[bool]
    rows: Mapped[int]
    last: Mapped[int]
    event_id: Mapped[int]
    found: Mapped[int]
    faults: Mapped[list[list[str]]] = mapped_column(JSON)
