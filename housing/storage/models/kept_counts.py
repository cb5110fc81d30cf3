"""Counts that triggers of the database keep, in the transaction of the move; never the truth, always an index to it.

`queries.journal.kept_counts` compares them with the records; their triggers stand in the migrations.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db


class RegisterCount(db.Model):  # type: ignore[name-defined,misc]
    """How many entries of the register have all of this in common.

    `since`: the day of their queue date (2026-11-24), of those who left the first day of its month; `left_month`: in
    which month they left (2026-11), "" of those who stand. Days and months of Almaty.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)

    settlement: Mapped[str] = mapped_column(String(9), primary_key=True)
    list_code: Mapped[str] = mapped_column(String(10), primary_key=True)
    left_month: Mapped[str] = mapped_column(String(7), primary_key=True)
    since: Mapped[str] = mapped_column(String(10), primary_key=True)
    entries: Mapped[int]


class KeptCountsCheck(db.Model):  # type: ignore[name-defined,misc]
    """What comparing kept counts with the records found, or that they were counted anew.

    `counts`: which of them, by name; while the last check of them found some that differ, the records are asked.
    """

    __table_args__ = (Index("ix_kept_counts_check_counts", "counts", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    counts: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    compared: Mapped[int]
    differing: Mapped[int]
