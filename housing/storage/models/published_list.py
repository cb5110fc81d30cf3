"""The lists of the register as they are published every month (Law, article 78): numbers and dates, no names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db


class PublishedList(db.Model):  # type: ignore[name-defined,misc]
    """A list of a settlement as it stood at the end of a month; a row never changes.

    `changes`: [cause, sign, entries] of all that came and left since the end of the month before. `sha256`: of the
    whole file; `signature`: the bank's over it, CMS without the file in it; empty where the bank had no key then.
    """

    __table_args__ = (Index("uq_published_list", "settlement", "list_code", "month", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    settlement: Mapped[str] = mapped_column(String(9))
    list_code: Mapped[str] = mapped_column(String(10))
    #: As 2026-11, a month of Almaty.
    month: Mapped[str] = mapped_column(String(7))
    entries: Mapped[int]
    changes: Mapped[list[list[str | int]]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PublishedPart(db.Model):  # type: ignore[name-defined,misc]
    """A part of the file of a list, packed (zlib): its lines from one place on. The key of the first line stands beside
    it, so that a number is found without unpacking the others."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    list_id: Mapped[int] = mapped_column(ForeignKey("published_list.id"), primary_key=True)
    first_place: Mapped[int] = mapped_column(primary_key=True)
    first_registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_number: Mapped[str] = mapped_column(String(12))
    lines: Mapped[bytes] = mapped_column(LargeBinary)


class PublishedMonth(db.Model):  # type: ignore[name-defined,misc]
    """A month whose lists are all published."""

    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    lists: Mapped[int]
    entries: Mapped[int]
    finished_at: Mapped[datetime] = mapped_column(UtcDateTime)
