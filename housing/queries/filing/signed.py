"""The evidence of a signature as its owner sees it: who, when, by which key, and the bytes to check it elsewhere."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import RevocationCheck, Signature


@dataclass(frozen=True, slots=True)
class CertificateInfo:
    """What the certificate of the key says. `serial` in hex."""

    holder: str
    issuer: str
    serial: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class SignatureEvidence:
    """`way`: eds or code. `public_key`: DER of the certificate, or for a code the 32 bytes of the seal's key.

    `cms` as DER. `certificate`: None where it was signed by a code. `rechecked`: what was found later of a key that
    nobody could tell about then: good, revoked, gave_up.
    """

    way: str
    document: bytes
    sha256: str
    public_key: bytes
    certificate: CertificateInfo | None
    cms: bytes | None
    seal: bytes | None
    code_id: int | None
    signer_iin: str
    verified_at: datetime
    verifier: str
    revocation: str
    rechecked: str | None
    rechecked_at: datetime | None

    @property
    def answers(self) -> dict[str, Any]:
        """The document as it was shown and signed."""
        read: dict[str, Any] = json.loads(self.document)
        return read

    @property
    def is_readable(self) -> bool:
        """The document is of a form that this page and these papers can say in words."""
        return "asks" in self.answers

    @property
    def signer(self) -> str:
        """By the certificate; of a code by the document itself: the applicant, or whoever acts in their name."""
        if self.certificate:
            return self.certificate.holder
        named = [self.answers.get(part) or {} for part in ("representative", "applicant")]
        return next((one["name"] for one in named if one.get("iin") == self.signer_iin), "")


def load_signature_evidence(application_id: int) -> SignatureEvidence | None:
    s, c = Signature, RevocationCheck
    row = db.session.execute(
        select(
            s.way,
            s.document,
            s.sha256,
            s.certificate.label("public_key"),
            s.cms,
            s.seal,
            s.code_id,
            s.signer_iin,
            s.verified_at,
            s.verifier,
            s.revocation,
            c.result.label("rechecked"),
            c.at.label("rechecked_at"),
        )
        .outerjoin(c, c.signature_id == s.id)
        .where(s.application_id == application_id)
    ).first()
    if row is None or not row.document:  # none, or erased after its term
        return None
    certificate = parse_certificate(row.public_key) if row.way == "eds" else None
    read = {"certificate": certificate, "cms": row.cms and decode_cms(row.cms)}
    return SignatureEvidence(**row._asdict() | read)


def decode_cms(cms: bytes) -> bytes:
    """A browser sends base64, with or without the armour of PEM round it; other people's tools read DER."""
    if cms.startswith(b"\x30"):
        return cms
    return base64.b64decode(b"".join(re.sub(rb"-----[A-Z0-9 ]+-----", b"", cms).split()))


def parse_certificate(der: bytes) -> CertificateInfo:
    """It was verified when it came: here it is only read aloud."""
    read = x509.Certificate.load(der)
    return CertificateInfo(
        holder=holder_name(read.subject),
        issuer=common_name(read.issuer),
        serial=f"{read.serial_number:x}",
        since=read.not_valid_before,
        until=read.not_valid_after,
    )


def holder_name(name: x509.Name) -> str:
    """Surname and given name, then the patronymic, which the national certificates keep as the "given name"."""
    common, patronymic = common_name(name), str(name.native.get("given_name") or "")
    return common if patronymic.casefold() in common.casefold() else f"{common} {patronymic}"


def common_name(name: x509.Name) -> str:
    return str(name.native.get("common_name") or name.human_friendly)
