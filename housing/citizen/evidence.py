"""The bytes of the evidence, one's own only: what was signed, the signature, the key, for anybody's tools to check."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from flask import Response, abort, g

from housing.actions.filing.submit import sealed_content
from housing.citizen import citizen
from housing.queries.filing.cabinet import load_own_case
from housing.queries.filing.signed import SignatureEvidence, load_signature_evidence
from housing.web.access import CITIZEN, access

#: What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410).
ED25519_DER_PREFIX = bytes.fromhex("302a300506032b6570032100")


class EvidenceFile(NamedTuple):
    """What a part of the evidence is: its ending, its media type, where its bytes come from (None: there are none)."""

    ending: str
    media_type: str
    content: Callable[[SignatureEvidence], bytes | None]


EVIDENCE_FILES = {
    "document": EvidenceFile("json", "application/json", lambda one: one.document),
    "cms": EvidenceFile("p7s", "application/pkcs7-signature", lambda one: one.cms),
    "certificate": EvidenceFile(
        "cer", "application/pkix-cert", lambda one: one.public_key if one.certificate else None
    ),
    "sealed": EvidenceFile("sealed.json", "application/json", lambda one: sealed_payload(one) if one.seal else None),
    "seal": EvidenceFile("seal", "application/octet-stream", lambda one: one.seal),
    "key": EvidenceFile(
        "key.der", "application/octet-stream", lambda one: ED25519_DER_PREFIX + one.public_key if one.seal else None
    ),
}


@citizen.get("/cabinet/evidence/<number>/<part>")
@access(CITIZEN)
def evidence(number: str, part: str) -> Response:
    """To be saved, never shown: it runs nothing here and reaches nothing."""
    case = load_own_case(g.who, number)
    found = load_signature_evidence(case.id) if case else None
    content = EVIDENCE_FILES[part].content(found) if found and part in EVIDENCE_FILES else None
    if content is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{number}.{EVIDENCE_FILES[part].ending}"'}
    return Response(content, mimetype=EVIDENCE_FILES[part].media_type, headers=headers)


def sealed_payload(one: SignatureEvidence) -> bytes:
    """What the seal covers: the document by its hash, the code, the person, the time."""
    return sealed_content(one.document, one.code_id or 0, one.signer_iin, one.verified_at)
