"""Staff, branches, signed-in sessions and the challenges that were answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.encrypted import EncryptedJson, EncryptedText
from housing.storage.extensions import UtcDateTime, db
from housing.storage.lookup import LookupText, lookup_column

IIN = lookup_column("iin")


class Branch(db.Model):  # type: ignore[name-defined,misc]
    """The code of every branch there ever was, for what names one; what it is called and serves stands in the catalog.

    A code comes here when its first row is published, and stays.
    """

    code: Mapped[str] = mapped_column(String(20), primary_key=True)


class Staff(db.Model):  # type: ignore[name-defined,misc]
    """An official. The password is kept as a scrypt hash; only `active` ones sign in."""

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20))
    branch_code: Mapped[str | None] = mapped_column(ForeignKey("branch.code"))
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    #: The password was given by an administrator: the person chooses their own before anything else.
    must_change: Mapped[bool] = mapped_column(default=False, server_default="0")
    #: The secret of the authenticator, sealed by a key made of the server's; None: none is enrolled.
    totp_secret: Mapped[str | None] = mapped_column(String(200))
    #: The last step whose code was used: no code counts twice.
    totp_step: Mapped[int | None]
    totp_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RecoveryCode(db.Model):  # type: ignore[name-defined,misc]
    """A code for whoever has lost their authenticator; it counts once, and only its hash is kept."""

    __table_args__ = (UniqueConstraint("staff_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignedInSession(db.Model):  # type: ignore[name-defined,misc]
    """Somebody signed in; the browser holds a random token, we hold only its hash, and may end it at any time."""

    __tablename__ = "signed_in"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    iin: Mapped[str | None] = mapped_column(LookupText(12))
    name: Mapped[str] = mapped_column(String(200))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    #: Of officials: the address with its end left out, and the family of the browser; both empty for citizens.
    address: Mapped[str] = mapped_column(String(45), default="", server_default="")
    browser: Mapped[str] = mapped_column(String(20), default="", server_default="")
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class KeptAnswer(db.Model):  # type: ignore[name-defined,misc]
    """What somebody sent when their session had just ended; it waits for the same person to sign in again."""

    __table_args__ = (Index("uq_kept_answer_iin", IIN, unique=True),)

    iin: Mapped[str] = mapped_column(LookupText(12), primary_key=True)
    path: Mapped[str] = mapped_column(String(200))
    fields: Mapped[dict[str, list[str]]] = mapped_column(EncryptedJson)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SpentChallenge(db.Model):  # type: ignore[name-defined,misc]
    """A challenge that was answered, rightly or not: nobody answers it twice."""

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AttemptCount(db.Model):  # type: ignore[name-defined,misc]
    """Tries of a password or a code by what they are counted for: a person, an address, all."""

    #: Keyed by the server's secret: nobody learns from it what was typed.
    name_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class OneTimeCode(db.Model):  # type: ignore[name-defined,misc]
    """A code asked for in a browser and sent to a person's linked number, the one that another browser was sent where
    that came just before. What is kept of it is useless without the server's secret.
    """

    # Word for word as `actions.signin.deliver_code` asks.
    __table_args__ = (
        Index("ix_one_time_code_waiting", "id", sqlite_where=text("state = 'waiting'")),
        Index("ix_one_time_code_iin", IIN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    iin: Mapped[str] = mapped_column(LookupText(12))
    session_hash: Mapped[str] = mapped_column(String(64), index=True)
    purpose: Mapped[str] = mapped_column(String(10))
    #: SHA-256 of the document that the code signs; None for a sign-in.
    document: Mapped[str | None] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    salt: Mapped[str] = mapped_column(String(32))
    code_hash: Mapped[str] = mapped_column(String(64))
    tries_left: Mapped[int]
    #: How often one was entered for it, whatever else ended it.
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    #: waiting; sent; nowhere: no number is linked, and whoever asked is not told; failed: base or provider was silent.
    state: Mapped[str] = mapped_column(String(10), default="sent", server_default="sent")
    language: Mapped[str] = mapped_column(String(2), default="kk", server_default="kk")
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: When its message went, or it was known that none goes.
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PhoneCheck(db.Model):  # type: ignore[name-defined,misc]
    """What the Mobile Citizens Base said last when the person asked for it. `state` as the gateway names it."""

    __table_args__ = (Index("uq_phone_check_iin", IIN, unique=True),)

    iin: Mapped[str] = mapped_column(LookupText(12), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    #: None: no number is linked to the portal account where `state` is answered, no mobile one where it is no_mobile.
    phone: Mapped[str | None] = mapped_column(EncryptedText(16))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
