"""An application, its papers, what was signed, what the state bases answered, and what an official found."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.law.lifecycle import OPEN_STATUSES
from housing.storage.encrypted import EncryptedBytes, EncryptedJson, EncryptedText, PackedBytes
from housing.storage.extensions import UtcDateTime, db
from housing.storage.lookup import LookupText, lookup_column
from housing.storage.models.key_evidence import KeyEvidence

STILL_OPEN = "status IN ({})".format(", ".join(f"'{status}'" for status in OPEN_STATUSES))
#: What partial indexes hold; a query says it word for word, or the database would not see that the index fits.
TOLD, HELD, FILED = "escalation > 0", "claimed_by IS NOT NULL", "number IS NOT NULL"
CLOSED_BY = "status IN ('registered', 'refused', 'withdrawn')"
SILENT = "silent_sources <> ''"
BY_DUE = ("branch_code", "due_at", "id")
IIN, BY_IIN = lookup_column("iin"), lookup_column("representative_iin")


def partial_index(name: str, where: str, *columns: str) -> Index:
    """A partial index of applications, in whose order a list is read without sorting."""
    return Index(f"ix_application_{name}", *columns, sqlite_where=text(where))


class Application(db.Model):  # type: ignore[name-defined,misc]
    """One row from the first answer of a draft to the last notice; `version` grows with every change."""

    __table_args__ = (
        # The queue in its two orders. The first bears what tabs are counted by: the rows themselves are not read.
        partial_index("open", STILL_OPEN, *BY_DUE, "status", "claimed_by", "lease_until"),
        partial_index("open_accepted", STILL_OPEN, "branch_code", "accepted_at", "id"),
        partial_index("escalated", f"{STILL_OPEN} AND {TOLD}", *BY_DUE),
        partial_index("claimed", f"{STILL_OPEN} AND {HELD}", "claimed_by", "due_at", "id"),
        # What is seldom among the open ones is found at once, in the order of due times.
        partial_index("open_basis", STILL_OPEN, "branch_code", "basis", "due_at", "id"),
        partial_index("open_category", STILL_OPEN, "branch_code", "category", "due_at", "id"),
        partial_index("open_basis_category", STILL_OPEN, "branch_code", "basis", "category", "due_at", "id"),
        partial_index("open_status", STILL_OPEN, "branch_code", "status", "due_at", "id"),
        partial_index("silent", f"{STILL_OPEN} AND {SILENT}", *BY_DUE),
        # Who has reached a step of escalation.
        partial_index("step", STILL_OPEN, "basis", "escalation", "due_at", "accepted_at"),
        # Decided ones by due time, however many they are.
        partial_index("closed", CLOSED_BY, "branch_code", "status", "due_at", "id"),
        partial_index("closed_category", CLOSED_BY, "branch_code", "status", "category", "due_at", "id"),
        partial_index("name", FILED, "branch_code", "name_key", "name_order", "id"),
        partial_index("given", FILED, "branch_code", "given_key", "name_order", "id"),
        Index("ix_application_iin_status", IIN, "status"),
        # One application under way for a person, and one draft by whoever fills it in: two presses, or two devices,
        # make no second one; and who claims to represent somebody does not keep that person from their own draft.
        # A case that a complaint opened anew does not stand in the way of one that was filed since.
        Index("uq_application_iin_open", IIN, unique=True, sqlite_where=text(f"{STILL_OPEN} AND renewed_at IS NULL")),
        Index("ix_application_renewed", "renewed_at", "id", sqlite_where=text("renewed_at IS NOT NULL")),
        Index("uq_application_draft", IIN, BY_IIN, unique=True, sqlite_where=text("status = 'draft'")),
        Index("ix_application_representative", BY_IIN, sqlite_where=text(f"{BY_IIN.text} <> ''")),
        Index("ix_application_status_next_check_at", "status", "next_check_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(String(12), unique=True)
    iin: Mapped[str] = mapped_column(LookupText(12))
    #: Who fills it in and signs it in the applicant's name; empty: the applicant.
    representative_iin: Mapped[str] = mapped_column(LookupText(12), default="", server_default="")
    #: The day from which the applicant acts for themselves; None: no such day is known.
    represented_until: Mapped[date | None]
    name: Mapped[str] = mapped_column(String(200))
    #: For the search: as it begins with the surname, and with the given name; and by what the alphabet sorts it.
    name_key: Mapped[str] = mapped_column(String(200))
    given_key: Mapped[str] = mapped_column(String(200), default="", server_default="")
    name_order: Mapped[str] = mapped_column(String(200), default="", server_default="")
    language: Mapped[str] = mapped_column(String(2))
    status: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]] = mapped_column(EncryptedJson, default=dict)
    #: At which version each answer was given: two windows conflict answer by answer.
    answered: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, server_default="{}")
    #: The parameters of the law that the person was told of while filling it in, by their first day.
    rules: Mapped[date | None]
    basis: Mapped[str | None] = mapped_column(String(20))
    settlement: Mapped[str | None] = mapped_column(String(9))
    category: Mapped[str | None] = mapped_column(String(3))
    branch_code: Mapped[str | None] = mapped_column(ForeignKey("branch.code"))
    phone: Mapped[str | None] = mapped_column(EncryptedText(16))
    email: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    filed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_check_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: An upheld complaint opened it anew then; the term runs from there.
    renewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: When the first act that was cancelled was taken: from there a place on the register counts.
    counts_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: The applicant took back their consent to data being asked for (Law on Personal Data, article 8(7)).
    consent_withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: The bases whose last word about somebody of the case was silence, between commas: ",civil_registry,".
    silent_sources: Mapped[str] = mapped_column(String(200), default="", server_default="")
    escalation: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Representation(db.Model):  # type: ignore[name-defined,misc]
    """Who applies in the applicant's name, as they say of themselves (Law, article 71(3)).

    `confirmed_at`: when a state base named them too.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    iin: Mapped[str] = mapped_column(LookupText(12))
    name: Mapped[str] = mapped_column(String(200))
    relation: Mapped[str] = mapped_column(String(20))
    document: Mapped[str] = mapped_column(String(200))
    issued_on: Mapped[date]
    #: The last day on which the document is valid; None: it names none.
    valid_until: Mapped[date | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Paper(db.Model):  # type: ignore[name-defined,misc]
    """An electronic copy of a document.

    `content` is written anew from what came, by `gateways.papers`; `sha256` is of what is kept (and signed),
    `received_sha256` of what came. `scan`: none (nobody looks for viruses), waiting, clean, infected (then `content` is
    empty), erased (after its term; likewise). `document`: of which document of the application it is a file (numbered
    as they came), `position`: which.
    """

    __table_args__ = (Index("ix_paper_waiting", "id", sqlite_where=text("scan = 'waiting'")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    filename: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(EncryptedBytes, deferred=True)
    filed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: NULL in rows older than the columns.
    received_sha256: Mapped[str | None] = mapped_column(String(64))
    pages: Mapped[int | None]
    scan: Mapped[str] = mapped_column(String(10), default="none")
    document: Mapped[int] = mapped_column(default=1, server_default="1")
    position: Mapped[int] = mapped_column(default=1, server_default="1")
    #: With a statement of somebody who is registered; None: with the application itself, and the facts know it.
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("register_statement.id"), index=True)


class Signature(KeyEvidence, db.Model):  # type: ignore[name-defined,misc]
    """Evidence of an application. `way` eds: by a key.

    `way` code: the record of the one-time code and the server's own seal over both; `certificate` then holds the public
    key of the seal.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    way: Mapped[str] = mapped_column(String(4))
    code_id: Mapped[int | None] = mapped_column(ForeignKey("one_time_code.id"))
    seal: Mapped[bytes | None] = mapped_column(LargeBinary)


class RevocationCheck(db.Model):  # type: ignore[name-defined,misc]
    """A later look at the key of a signature that came while nobody could say whether it was revoked.

    `result`: good, revoked, or gave_up (nobody could say for three days). The evidence beside the signature stays as
    it was.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    signature_id: Mapped[int] = mapped_column(ForeignKey("signature.id"), unique=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    result: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(String(80))
    evidence: Mapped[bytes | None] = mapped_column(LargeBinary)


class Answer(db.Model):  # type: ignore[name-defined,misc]
    """What a state base said, whole, as evidence. `state`: answered, not_found, no_data, unavailable, no_consent."""

    __table_args__ = (
        Index("ix_answer_application_id_source", "application_id", "source", lookup_column("about")),
        # With everything that the health of the sources asks for: the rows, which bear whole answers, are not read.
        Index("ix_answer_asked_at_source", "asked_at", "source", "state"),
        # The last answers of one source, which every page of the queue asks for.
        Index("ix_answer_source_asked_at", "source", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    source: Mapped[str] = mapped_column(String(30))
    about: Mapped[str] = mapped_column(LookupText(12))
    state: Mapped[str] = mapped_column(String(12))
    facts: Mapped[dict[str, Any]] = mapped_column(EncryptedJson)
    request_id: Mapped[str] = mapped_column(String(36), unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: As it went out, the sender's password masked; empty where none went out, NULL in rows older than the column.
    request: Mapped[bytes | None] = mapped_column(PackedBytes, deferred=True)
    raw: Mapped[bytes] = mapped_column(PackedBytes, deferred=True)
    #: Of `raw` as it came.
    sha256: Mapped[str] = mapped_column(String(64))


class Dispute(db.Model):  # type: ignore[name-defined,misc]
    """A fact of which the applicant says that the database is wrong: what it said then stays beside their words."""

    __table_args__ = (UniqueConstraint("application_id", "fact"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    fact: Mapped[str] = mapped_column(String(60))
    said: Mapped[Any] = mapped_column(EncryptedJson)
    note: Mapped[str] = mapped_column(String(1000))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecordedFinding(db.Model):  # type: ignore[name-defined,misc]
    """What an official found about a fact that was unknown: the value, the ground for it, who and when.

    `set_aside_at`: with the decision that rested on it; whoever decides anew finds for themselves.
    """

    __tablename__ = "settled"
    __table_args__ = (
        Index("uq_settled_fact", "application_id", "fact", unique=True, sqlite_where=text("set_aside_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    fact: Mapped[str] = mapped_column(String(60))
    value: Mapped[Any] = mapped_column(EncryptedJson)
    note: Mapped[str] = mapped_column(String(2000))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_aside_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
