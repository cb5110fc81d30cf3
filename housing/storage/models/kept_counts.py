"""Counts that triggers of the database keep, in the transaction of the move; never the truth, always an index to it.

`queries.journal.kept_counts` compares them with the records; their triggers stand in the migrations.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db


class RegisterCount(db.Model):  # type: ignore[name-defined,misc]
    """How many entries stand in a list of a settlement by a queue date. `since`: a day of Almaty (2026-11-24)."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    settlement: Mapped[str] = mapped_column(String(9), primary_key=True)
    list_code: Mapped[str] = mapped_column(String(10), primary_key=True)
    since: Mapped[str] = mapped_column(String(10), primary_key=True)
    entries: Mapped[int]


class OpenCount(db.Model):  # type: ignore[name-defined,misc]
    """How many open applications have all of this in common. `accepted_on`: the day in Almaty; `due_at`: as stored."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    branch_code: Mapped[str] = mapped_column(String(20), primary_key=True)
    due_at: Mapped[str] = mapped_column(String(26), primary_key=True)
    accepted_on: Mapped[str] = mapped_column(String(10), primary_key=True)
    basis: Mapped[str] = mapped_column(String(20), primary_key=True)
    status: Mapped[str] = mapped_column(String(20), primary_key=True)
    cases: Mapped[int]


class DailyFigures(db.Model):  # type: ignore[name-defined,misc]
    """What happened on a day that is over, counted once. A trigger takes it away with any row written to that day.

    `scope`: of what, and that the day is being counted or was, as `queries.figures.kept_days` names it; `calendar`:
    by which calendar working minutes were counted.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[date] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(30), primary_key=True)
    calendar: Mapped[str] = mapped_column(String(16))
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)


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
