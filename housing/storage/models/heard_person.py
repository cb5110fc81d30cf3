"""Somebody whom a proposal about a family's place concerns: told of it, heard, and entitled to complain."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db
from housing.storage.lookup import LookupText, lookup_column


class HeardPerson(db.Model):  # type: ignore[name-defined,misc]
    """Of an act on a place, or of a removal, one of both. `application_id`: whose place it was when it was proposed.

    `part`: a code of `law.family_hearing.PARTS`. `until`: so long nobody decides unless they have answered. `opinion`:
    agrees or objects, once they said it, and in their words.
    """

    __table_args__ = (Index("ix_heard_person_iin", lookup_column("iin")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int | None] = mapped_column(ForeignKey("register_act.id"), index=True)
    removal_id: Mapped[int | None] = mapped_column(ForeignKey("removal.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    iin: Mapped[str] = mapped_column(LookupText(12))
    name: Mapped[str] = mapped_column(String(200))
    part: Mapped[str] = mapped_column(String(20))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    opinion: Mapped[str] = mapped_column(String(10), default="", server_default="")
    opinion_text: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    opinion_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
