"""What was decided, the entry in the register, and the notice that tells it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.extensions import Moment, db


class Decision(db.Model):  # type: ignore[name-defined,misc]
    """One for an application, never two: with the facts as they were, so that it can be decided again years later."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    outcome: Mapped[str] = mapped_column(String(10))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    grounds: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    unknown: Mapped[list[str]] = mapped_column(JSON)
    parameters: Mapped[date]
    code_version: Mapped[str] = mapped_column(String(20))
    #: None: decided by the machine.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(String(2000), default="")
    decided_at: Mapped[datetime] = mapped_column(Moment)


class RegisterEntry(db.Model):  # type: ignore[name-defined,misc]
    """A place on the register (Law, article 71). Order: list, date and time, number; never stored as a counter."""

    __table_args__ = (
        # With everything that counting a place asks for: the rows themselves are not read.
        Index("ix_register_entry_place", "settlement", "list_code", "registered_at", "number", "annulled_at"),
        Index("uq_register_entry_iin", "iin", unique=True, sqlite_where=text("annulled_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    iin: Mapped[str] = mapped_column(String(12))
    settlement: Mapped[str] = mapped_column(String(9))
    list_code: Mapped[str] = mapped_column(String(10))
    category_declared: Mapped[str | None] = mapped_column(String(3))
    registered_at: Mapped[datetime] = mapped_column(Moment)
    #: The application turned out not to be the person's own: the place was never theirs.
    annulled_at: Mapped[datetime | None] = mapped_column(Moment)


class Notice(db.Model):  # type: ignore[name-defined,misc]
    """A notice as issued: its text in Kazakh and Russian never changes afterwards; `code` lets anyone verify it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(Moment)
