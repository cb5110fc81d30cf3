"""A removal from the register (Law, article 73): proposed by one, decided by another, told in writing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.encrypted import EncryptedJson
from housing.storage.extensions import UtcDateTime, db


class Removal(db.Model):  # type: ignore[name-defined,misc]
    """`ground`, `reason`, `facts`: as in `law.removal`, the facts as they were when it was proposed.

    `origin`: official, applicant (a signed wish takes effect at once), source (a state base said so). `state`: open;
    confirmed, it took effect; returned, taken_back, lapsed (the entry left by another act); cancelled by a complaint.
    """

    __table_args__ = (
        Index("uq_removal_open", "entry_id", unique=True, sqlite_where=text("state = 'open'")),
        Index("uq_removal_in_force", "entry_id", unique=True, sqlite_where=text("state = 'confirmed'")),
        Index("ix_removal_waiting", "proposed_at", sqlite_where=text("state = 'open'")),
        Index("ix_removal_notice_due", "notice_due_on", sqlite_where=text("state = 'confirmed' AND told_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entry.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    ground: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    origin: Mapped[str] = mapped_column(String(10))
    #: The state base that proves it, a code of `registries.SOURCES`; "": a document does.
    source: Mapped[str] = mapped_column(String(20))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    note: Mapped[str] = mapped_column(String(2000))
    note_language: Mapped[str] = mapped_column(String(2))
    #: None: the person themselves, or a state base.
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10))
    #: Until when the person may say what they think, before anybody decides; None: there is nobody to hear.
    heard_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: agrees or objects, once they said it, and in their words.
    opinion: Mapped[str] = mapped_column(String(10), default="", server_default="")
    opinion_text: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    opinion_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: Who confirmed or returned it, or took it back; None: nobody had to.
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    comment: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    #: Once it took effect: the notice, the last day on which the person is to be told, and when it is known that they
    #: were: how: opened, sms, paper (73(3)).
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    notice_due_on: Mapped[date | None]
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_by: Mapped[str] = mapped_column(String(10), default="", server_default="")
    #: The last step of its own clock that was told.
    escalation: Mapped[int] = mapped_column(default=0, server_default="0")
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: The complaint that cancelled it.
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
