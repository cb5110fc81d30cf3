"""An act that changes a place and ends none: its date, or whose it is; by one official and confirmed by another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.encrypted import EncryptedJson
from housing.storage.extensions import UtcDateTime, db


class RegisterAct(db.Model):  # type: ignore[name-defined,misc]
    """`kind`: code of `law.register_acts.KINDS`. `facts`: on, document; of a succession who left how, who follows, and
    the family that is left.

    `state`: open; confirmed; returned, taken_back, lapsed (the place moved or ended by another act); cancelled by a
    complaint. `was_at`, `becomes_at`: the date before the act and by it. `application_id`: whose place it was.
    """

    __table_args__ = (
        Index("uq_register_act_open", "entry_id", unique=True, sqlite_where=text("state = 'open'")),
        Index("ix_register_act_waiting", "proposed_at", sqlite_where=text("state = 'open'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entry.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    facts: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    was_at: Mapped[datetime] = mapped_column(UtcDateTime)
    becomes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Of a succession that is confirmed, what else of the entry was before: list_code, category_declared, checked_at.
    entry_before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    #: The case of whoever follows, once it is confirmed.
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    note: Mapped[str] = mapped_column(String(2000))
    note_language: Mapped[str] = mapped_column(String(2))
    proposed_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    comment: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    #: The last step of its own clock that was told.
    escalation: Mapped[int] = mapped_column(default=0, server_default="0")
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: The complaint that cancelled it.
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
