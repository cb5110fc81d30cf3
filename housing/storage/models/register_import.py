"""Files of a former base that come onto the register: how far each is, its rows as staged, what is wrong with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.encrypted import EncryptedBytes, EncryptedText
from housing.storage.extensions import UtcDateTime, db
from housing.storage.lookup import LookupText

#: One file is there once, until it is put aside or undone.
LIVE = "state NOT IN ('dropped', 'undone')"


class RegisterImport(db.Model):  # type: ignore[name-defined,misc]
    """A file by its digest. `state`: reading, checking, faulty, ready, applying, applied, undone, dropped.

    `last_line`: up to which line its rows are staged; a row of the file is staged once. `content`: of a file that came
    by the screen, until it is read; `headings`: by column, as the file has them, and `ignored` those that are not read.
    `seen_movement`: the last movement of the register when it was compared with it.
    """

    __table_args__ = (Index("uq_register_import_live", "sha256", unique=True, sqlite_where=text(LIVE)),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    form: Mapped[str] = mapped_column(String(4))
    state: Mapped[str] = mapped_column(String(10), default="reading")
    size: Mapped[int]
    content: Mapped[bytes | None] = mapped_column(EncryptedBytes, deferred=True)
    headings: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    ignored: Mapped[list[str]] = mapped_column(JSON, default=list)
    brought_by: Mapped[str] = mapped_column(String(40))
    brought_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: When the process that reads it last gave a sign.
    heard_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_line: Mapped[int] = mapped_column(default=0)
    percent: Mapped[int] = mapped_column(default=0)
    rows: Mapped[int] = mapped_column(default=0)
    faults: Mapped[int] = mapped_column(default=0)
    seen_movement: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_by: Mapped[str | None] = mapped_column(String(40))
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(40))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportRow(db.Model):  # type: ignore[name-defined,misc]
    """A row as it will come onto the register. Of a row with faults what could be read; none of them ever comes there.

    Nobody reads this table but the import: until its file takes effect no row of it is anywhere else.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)

    import_id: Mapped[int] = mapped_column(ForeignKey("register_import.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    former_number: Mapped[str] = mapped_column(String(30))
    iin: Mapped[str] = mapped_column(LookupText(12))
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    given_key: Mapped[str] = mapped_column(String(200))
    name_order: Mapped[str] = mapped_column(String(200))
    settlement: Mapped[str] = mapped_column(String(9))
    list_code: Mapped[str] = mapped_column(String(10))
    branch_code: Mapped[str] = mapped_column(String(20))
    registered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    phone: Mapped[str] = mapped_column(EncryptedText(16))
    birth_year: Mapped[int] = mapped_column(default=0, server_default="0")


class ImportFault(db.Model):  # type: ignore[name-defined,misc]
    """What is wrong in a line: of which column, why, and what belongs to it. It bears neither names nor IINs."""

    __table_args__ = (Index("ix_import_fault_line", "import_id", "line", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("register_import.id"))
    line: Mapped[int]
    column: Mapped[str] = mapped_column(String(20))
    why: Mapped[str] = mapped_column(String(20))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
