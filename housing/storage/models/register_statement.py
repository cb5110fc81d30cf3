"""What somebody who is registered states and signs about their place, and what they are asked about it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db
from housing.storage.models.key_evidence import KeyEvidence

DRAFTED, WAITING = "state = 'draft'", "state = 'open'"


class RegisterStatement(db.Model):  # type: ignore[name-defined,misc]
    """A statement of a registered person. `purpose`: change (something has changed), leave (they leave the register).

    `state`: draft, open once it is signed and filed, settled, void (the key had been revoked), lapsed (a wish to leave
    whose place ended by another act, or is decided anew). `version` grows with every change of a draft.
    `what`: code of `law.register_changes.CHANGES`, `since`: from which day; of a change alone.
    """

    __table_args__ = (
        Index("uq_register_statement_draft", "application_id", "purpose", unique=True, sqlite_where=text(DRAFTED)),
        # Officials read the open ones by their due time.
        Index("ix_register_statement_open", "due_at", "id", sqlite_where=text(WAITING)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    purpose: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=1)
    what: Mapped[str] = mapped_column(String(12), default="", server_default="")
    since: Mapped[date | None]
    text: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    filed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: What came of it, code of `law.register_changes.OUTCOMES`, and the official's words to the person.
    outcome: Mapped[str] = mapped_column(String(12), default="", server_default="")
    answer: Mapped[str] = mapped_column(String(2000), default="", server_default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StatementSignature(KeyEvidence, db.Model):  # type: ignore[name-defined,misc]
    """Evidence of a statement: always by a key. `rechecked`: what was found later of one that nobody could vouch for
    when it came: good, revoked, gave_up; "": it needed no later look, or has not had it yet."""

    statement_id: Mapped[int] = mapped_column(ForeignKey("register_statement.id"), primary_key=True)
    rechecked: Mapped[str] = mapped_column(String(10), default="", server_default="")
    rechecked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ResidenceQuestion(db.Model):  # type: ignore[name-defined,misc]
    """A state base names another settlement than that of the place: the person is asked whether they moved for good.

    Nothing ends by it (Law, article 73(1)): the place stays until they or two officials act. One is open at a time.
    `settlement`: the one that the base names. `statement_id`: the report of a change by which it was answered.
    """

    __table_args__ = (
        Index("uq_residence_question_open", "application_id", unique=True, sqlite_where=text("answered_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    settlement: Mapped[str] = mapped_column(String(9))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("register_statement.id"))
