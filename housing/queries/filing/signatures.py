"""Stored signatures: what has to be looked at again, and all of them as evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from housing.storage.extensions import db
from housing.storage.models import Application, RevocationCheck, Signature

#: What a signature says of its key when it came while nobody could tell.
NOT_CHECKED = "not checked"
AT_ONE_GO = 200


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A signature accepted while nobody could say whether its key was revoked. `certificate`: DER."""

    id: int
    application_id: int
    certificate: bytes
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
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


def unchecked() -> list[Unchecked]:
    s = Signature
    looked_at = exists().where(RevocationCheck.signature_id == s.id)
    rows = db.session.execute(
        select(s.id, s.application_id, s.certificate, s.verified_at.label("signed_at"))
        .where(s.way == "eds", s.revocation == NOT_CHECKED, ~looked_at)
        .order_by(s.id)
        .limit(AT_ONE_GO)
    )
    return [Unchecked(**row._asdict()) for row in rows]


def kept() -> Iterator[Kept]:
    """All of them, one after the other: there may be a million."""
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
        yield Kept(**row._asdict())
