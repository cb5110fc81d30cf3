"""What was decided, the entry in the register, and the notice that tells it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from housing.labels import GENERAL_LIST
from housing.law.iin import birth_year
from housing.storage.encrypted import EncryptedBytes, EncryptedJson
from housing.storage.extensions import UtcDateTime, db
from housing.storage.lookup import LookupText, lookup_column

LIST, GONE = ("settlement", "list_code"), "annulled_at IS NOT NULL"
#: Who stands in the general list and declared a category; a query says it word for word.
UNCONFIRMED = f"annulled_at IS NULL AND list_code = '{GENERAL_LIST}' AND category_declared <> ''"
STANDS = "annulled_at IS NULL"
#: Of an entry that nobody has checked here yet: one that was taken over from elsewhere.
NEVER_CHECKED = datetime(2000, 1, 1, tzinfo=UTC)


class Decision(db.Model):  # type: ignore[name-defined,misc]
    """Of an application one is in force: with the facts as they were, so that it can be decided again years later.

    An upheld complaint cancels it (Administrative Procedural Code, articles 84(4) and 100): it stays as it was, with
    the complaint and the term that was its own, and another one follows.
    """

    __table_args__ = (
        Index("uq_decision_in_force", "application_id", unique=True, sqlite_where=text("cancelled_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    outcome: Mapped[str] = mapped_column(String(10))
    facts: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    grounds: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    unknown: Mapped[list[str]] = mapped_column(JSON)
    parameters: Mapped[date]
    code_version: Mapped[str] = mapped_column(String(20))
    #: None: decided by the machine.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    #: Who looked at the refusal a second time; None: it needed no second look.
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(String(2000), default="")
    #: kk or ru, in which it is written; "": in both, as every note from before it was asked.
    note_language: Mapped[str] = mapped_column(String(2), default="", server_default="")
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: The complaint that cancelled it.
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    #: The term that it had to keep, once it is cancelled: the case has another one then. None: the case's own.
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RefusalProposal(db.Model):  # type: ignore[name-defined,misc]
    """A refusal that another official looks at before it takes effect.

    `state`: open, confirmed, returned, taken_back, lapsed. `findings`: what its proposer found, by fact; they become
    part of the file with the decision. `why`: the rules that ask for the second look.
    """

    __table_args__ = (
        Index("uq_refusal_proposal_open", "application_id", unique=True, sqlite_where=text("state = 'open'")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(String(2000))
    note_language: Mapped[str] = mapped_column(String(2), default="", server_default="")
    findings: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    grounds: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    why: Mapped[list[str]] = mapped_column(JSON)
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10))
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    comment: Mapped[str] = mapped_column(String(1000), default="")


class RegisterEntry(db.Model):  # type: ignore[name-defined,misc]
    """A place on the register (Law, article 71). Order: list, date and time, number; never stored as a counter.

    Triggers count every change of it into `RegisterCount`.
    """

    __table_args__ = (
        # With everything that counting a place asks for: the rows themselves are not read.
        Index("ix_register_entry_place", "settlement", "list_code", "registered_at", "number", "annulled_at"),
        # Who left a list, by when: of those who stand it knows nothing.
        Index("ix_register_entry_left", "settlement", "list_code", "annulled_at", "number", sqlite_where=text(GONE)),
        Index("ix_register_entry_unconfirmed", "next_ask_at", sqlite_where=text(UNCONFIRMED)),
        # Who is due in an inventory.
        Index(
            "ix_register_entry_checked",
            "settlement",
            "checked_at",
            "list_code",
            "annulled_at",
            sqlite_where=text(STANDS),
        ),
        Index("uq_register_entry_iin", lookup_column("iin"), unique=True, sqlite_where=text("annulled_at IS NULL")),
        Index("ix_register_entry_import", "import_id", sqlite_where=text("import_id IS NOT NULL")),
        Index("ix_register_entry_former", "former_number", sqlite_where=text("former_number <> ''")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    iin: Mapped[str] = mapped_column(LookupText(12))
    settlement: Mapped[str] = mapped_column(String(9))
    list_code: Mapped[str] = mapped_column(String(10))
    category_declared: Mapped[str | None] = mapped_column(String(3))
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: When it left the register; None: it stands. Why is told by its movements.
    annulled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: From when the bases are asked again about a category that they did not confirm; None: nobody asks.
    next_ask_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: When its facts were last checked, by the decision or by an inventory; NEVER_CHECKED: never.
    checked_at: Mapped[datetime] = mapped_column(
        UtcDateTime, default=NEVER_CHECKED, server_default=f"{NEVER_CHECKED:%Y-%m-%d %H:%M:%S.%f}"
    )
    #: The upheld complaint by which it bears the date that it would have had; None: it bears that of its decision.
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    #: The file of a former base that brought it, and its number there; None: a decision gave it.
    import_id: Mapped[int | None] = mapped_column(ForeignKey("register_import.id"))
    former_number: Mapped[str] = mapped_column(String(30), default="", server_default="")
    #: Of whose IIN it is, for figures that need no IIN; 0: unknown.
    birth_year: Mapped[int] = mapped_column(default=0, server_default="0")

    @validates("iin")
    def keep_birth_year(self, key: str, iin: str) -> str:
        self.birth_year = birth_year(iin)
        return iin


class RegisterMovement(db.Model):  # type: ignore[name-defined,misc]
    """A step into a list of the register (`sign` 1) or out of it (-1), as it was taken; a row is never changed.

    A change of date or list is two rows of one moment: out with the old key, in with the new one. Of every list and
    moment the sum of the signs before a key is how many stood before it: places now and at any day, and what moved
    them, are read off these rows alone. `cause`: code of `law.register_moves.MOVEMENT_CAUSES`. `source`: who said so,
    a code of `registries.SOURCES`; "": the bank itself.
    """

    __table_args__ = (
        # With everything that a place of some day and what moved it ask for: the rows themselves are not read.
        Index(
            "ix_register_movement_list",
            *("settlement", "list_code", "at", "registered_at", "number", "sign", "cause", "entry_id"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entry.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    sign: Mapped[int]
    settlement: Mapped[str] = mapped_column(String(9))
    list_code: Mapped[str] = mapped_column(String(10))
    #: The date and time by which the entry stands or stood there, and its number: the key of the order.
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    number: Mapped[str] = mapped_column(String(12))
    cause: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(20), default="", server_default="")
    #: The act: a decision of the case, a removal, one that moved or gave it on, or the complaint that was upheld.
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    removal_id: Mapped[int | None] = mapped_column(ForeignKey("removal.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("register_act.id"))


class Notice(db.Model):  # type: ignore[name-defined,misc]
    """A notice as issued: its text in Kazakh and Russian never changes afterwards; `code` lets anyone verify it.

    `kind`: registered, refused, annulled, renewed (the act before it is cancelled), removed, restored. Of an
    application one is in force.
    A slip is corrected by a new one that replaces it (Administrative Procedural Code, article 82): `replaces_id` and
    `reason` stand in the new one, `replaced_at` in the old. What a later act ended bears `replaced_at` too, and no
    other one names it. `decision_id`: of which decision it tells; None: of none.
    """

    __table_args__ = (
        Index("uq_notice_in_force", "application_id", unique=True, sqlite_where=text("replaced_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    number: Mapped[str] = mapped_column(String(20), unique=True)
    code: Mapped[str] = mapped_column(String(12))
    #: SHA-256 of the code: what is looked up. How long a search takes tells nothing about a code that is guessed at.
    code_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    reason: Mapped[str] = mapped_column(String(500), default="", server_default="")
    replaced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))


class SealedNotice(db.Model):  # type: ignore[name-defined,misc]
    """The PDF of a notice with the bank's seal, byte for byte as it was sealed, whatever is changed in Kezek since."""

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(EncryptedBytes)
    sha256: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[datetime] = mapped_column(UtcDateTime)
