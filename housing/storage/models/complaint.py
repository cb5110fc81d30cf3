"""Complaints about a case (Law on State Services, article 25): kept, numbered, on a clock of their own."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db
from housing.storage.lookup import LookupText, lookup_column

#: Of these one is open.
SAME = ("application_id", "subject", lookup_column("by_iin"))


class Complaint(db.Model):  # type: ignore[name-defined,misc]
    """What the applicant complains of and what was answered. `state`: open; upheld, partly, rejected once answered."""

    __table_args__ = (
        # A second press, or a second device, makes no second one.
        Index("uq_complaint_open", *SAME, unique=True, sqlite_where=text("state = 'open'")),
        Index("ix_complaint_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    #: Whom of the family a decision about the place concerns and who complains of it; "": the applicant.
    by_iin: Mapped[str] = mapped_column(LookupText(12), default="", server_default="")
    number: Mapped[str] = mapped_column(String(20), unique=True)
    #: decision, delay, conduct, data.
    subject: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(String(4000))
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(String(4000), default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: About an act: the day on which the person learned of it, and how that is known: opened, sms, filed (nothing
    #: earlier is known). From it three months run (Administrative Procedural Code, article 92).
    learned_on: Mapped[date | None]
    learned_by: Mapped[str] = mapped_column(String(10), default="", server_default="")
    #: Why it comes after that, in the person's words; empty: it came in time.
    late_reason: Mapped[str] = mapped_column(String(1000), default="", server_default="")
