"""What happened (the journal), what is to be sent (the outbox), who was warned (the inbox)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.encrypted import EncryptedText
from housing.storage.extensions import UtcDateTime, db
from housing.storage.lookup import LookupText, lookup_column


class Event(db.Model):  # type: ignore[name-defined,misc]
    """A row of the journal; each carries the hash of the one before: none can be changed or taken out unseen."""

    __table_args__ = (
        # What an auditor filters by; each ends in the row's id, so that a page is read off the index.
        Index("ix_event_at", "at"),
        Index("ix_event_kind_at", "kind", "at"),
        Index("ix_event_actor_at", "actor", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(40))
    #: citizen, system, or the login of an official.
    actor: Mapped[str] = mapped_column(String(40))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: Of the last row of a transaction: the digest of all rows that it wrote. None in rows of before there were seals.
    bound: Mapped[bytes | None] = mapped_column(LargeBinary)


class ReadingLot(db.Model):  # type: ignore[name-defined,misc]
    """How far the journal has taken over the readings that were put by (`storage.reading_spool`); one row for a file.

    `last_id`: the number in that file of the last one that the journal has.
    """

    spool: Mapped[str] = mapped_column(String(32), primary_key=True)
    last_id: Mapped[int]


class ChainCheck(db.Model):  # type: ignore[name-defined,misc]
    """What walking the whole journal found. `broken_at`: the first row whose hash is not that of what it says."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked: Mapped[int]
    broken_at: Mapped[int | None]


class InvariantCheck(db.Model):  # type: ignore[name-defined,misc]
    """What a look at everything that always has to hold found, and how long it took.

    `found`: by name of what was broken, how many broke it and the numbers of the first few.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    milliseconds: Mapped[int]
    found: Mapped[dict[str, list[Any]]] = mapped_column(JSON)


class Message(db.Model):  # type: ignore[name-defined,misc]
    """A message to be sent, born with the move that it tells of. `phone` None: no number linked to the portal.

    Waiting, it is tried at `next_at`; sent, it is asked about then. Whoever tries puts `next_at` ahead first, so that
    nobody else does; whoever hands it over writes `in_doubt` first, so that a lost answer is never mistaken for a no.
    """

    __table_args__ = (
        Index("uq_message_application_id", "application_id", "kind", lookup_column("to_iin"), "channel", unique=True),
        Index("ix_message_state_next_at", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    kind: Mapped[str] = mapped_column(String(20))
    #: To whom, where that is a family member; empty: to the applicant.
    to_iin: Mapped[str] = mapped_column(LookupText(12), default="", server_default="")
    #: sms or email; a letter says the same and goes to the address on the application.
    channel: Mapped[str] = mapped_column(String(5), default="sms", server_default="sms")
    text: Mapped[str] = mapped_column(String(70))
    phone: Mapped[str | None] = mapped_column(EncryptedText(16))
    #: waiting, sent, delivered, undelivered (the provider says so, or nothing for two days), cabinet_only (no number
    #: linked, none of a mobile operator, or no mail server configured), failed (refused, or given up after the last
    #: attempt), superseded (a later one says more), closed (an official gave it up).
    state: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    #: How often an official began anew after the provider had taken one: the key of each is another.
    series: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Handed over without an answer: the provider is asked before it goes out again.
    in_doubt: Mapped[bool] = mapped_column(default=False, server_default="0")
    #: Why the last attempt failed, a word of housing/labels; empty: it did not.
    last_error: Mapped[str] = mapped_column(String(20), default="", server_default="")
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Which process is at it now, a random word of its own; empty: nobody.
    leased_by: Mapped[str] = mapped_column(String(16), default="", server_default="")
    provider_id: Mapped[str | None] = mapped_column(String(40))
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: When an official last sent it again or gave it up.
    tended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Alert(db.Model):  # type: ignore[name-defined,misc]
    """A fired escalation step, once for a role; stands in the recipient's inbox."""

    __table_args__ = (
        # A case that is decided anew has a term of its own, and its steps come again.
        UniqueConstraint("application_id", "level", "role", "at"),
        # Every page of staff counts them.
        Index("ix_alert_pending", "branch_code", "role", "staff_id", sqlite_where=text("handled_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    level: Mapped[int]
    role: Mapped[str] = mapped_column(String(20))
    branch_code: Mapped[str | None] = mapped_column(ForeignKey("branch.code"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    breach: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    handled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handled_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: Of a breach, once handled.
    #: A code of the catalog of causes.
    cause: Mapped[str | None] = mapped_column(String(40))
    comment: Mapped[str] = mapped_column(String(1000), default="", server_default="")


class AlertRead(db.Model):  # type: ignore[name-defined,misc]
    """Somebody has read an alert; to the others whom it was addressed to it stays new."""

    alert_id: Mapped[int] = mapped_column(ForeignKey("alert.id"), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
