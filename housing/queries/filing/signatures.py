"""Stored signatures: what has to be looked at again, and all of them as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from housing.storage.extensions import db
from housing.storage.models import Application, RegisterStatement, RevocationCheck, Signature, StatementSignature

#: What a signature says of its key when it came while nobody could tell.
NOT_CHECKED = "not checked"
BATCH_SIZE = 200


@dataclass(frozen=True, slots=True)
class UncheckedSignature:
    """A signature accepted while nobody could say whether its key was revoked. `certificate`: DER."""

    id: int
    application_id: int
    certificate: bytes
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class StoredSignature:
    """A signature with everything needed to look at it again, as it was kept (see models.Signature)."""

    number: str
    way: str
    document: bytes
    sha256: str
    certificate: bytes
    cms: bytes | None
    issuer_sha256: str | None
    code_id: int | None
    seal: bytes | None
    signer_iin: str
    verified_at: datetime
    revocation: str
    revocation_evidence: bytes | None


def list_unchecked_signatures() -> list[UncheckedSignature]:
    s = Signature
    looked_at = exists().where(RevocationCheck.signature_id == s.id)
    rows = db.session.execute(
        select(s.id, s.application_id, s.certificate, s.verified_at.label("signed_at"))
        .where(s.way == "eds", s.revocation == NOT_CHECKED, ~looked_at)
        .order_by(s.id)
        .limit(BATCH_SIZE)
    )
    return [UncheckedSignature(**row._asdict()) for row in rows]


def list_unchecked_statements() -> list[UncheckedSignature]:
    """Of statements about a place on the register: the same, by the number of the statement."""
    s, signed = RegisterStatement, StatementSignature
    rows = db.session.execute(
        select(s.id, s.application_id, signed.certificate, signed.verified_at.label("signed_at"))
        .join(s, s.id == signed.statement_id)
        .where(signed.revocation == NOT_CHECKED, signed.rechecked == "")
        .order_by(s.id)
        .limit(BATCH_SIZE)
    )
    return [UncheckedSignature(**row._asdict()) for row in rows]


def iter_stored_signatures() -> Iterator[StoredSignature]:
    """All that were not erased after their term, one after the other: there may be a million.

    `number`: of the application or the statement.
    """
    yield from iter_application_signatures()
    signed = StatementSignature
    shared = (signed.document, signed.sha256, signed.certificate, signed.cms, signed.issuer_sha256, signed.signer_iin)
    rows = db.session.execute(
        select(RegisterStatement.number, *shared, signed.verified_at, signed.revocation, signed.revocation_evidence)
        .join(RegisterStatement, RegisterStatement.id == signed.statement_id)
        .order_by(signed.statement_id),
        execution_options={"yield_per": 500},
    )
    for row in rows:
        if row.document:  # not erased after its term
            yield StoredSignature(**row._asdict(), way="eds", code_id=None, seal=None)


def iter_application_signatures() -> Iterator[StoredSignature]:
    s = Signature
    columns = (
        s.way, s.document, s.sha256, s.certificate, s.cms, s.issuer_sha256, s.code_id, s.seal, s.signer_iin,
        s.verified_at, s.revocation, s.revocation_evidence,
    )  # fmt: skip
    rows = db.session.execute(
        select(Application.number, *columns).join(Application, Application.id == s.application_id).order_by(s.id),
        execution_options={"yield_per": 500},
    )
    for row in rows:
        if row.document:  # not erased after its term
            yield StoredSignature(**row._asdict())
