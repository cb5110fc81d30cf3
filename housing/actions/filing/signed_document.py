"""A document that was frozen, shown and signed by a key: whose signature it is, and what is kept as evidence."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, NamedTuple

from housing import VERSION
from housing.actions.signin.challenge import Purpose, SignedChallenge, spend_challenge, verify_challenge
from housing.gateways import eds


class AnotherSigner(Exception):
    """The key belongs to somebody other than the person signed in."""


class SignedDocument(NamedTuple):
    """`content`: the document as it was shown; `evidence`: columns of `models.application.KeyEvidence`."""

    content: dict[str, Any]
    evidence: dict[str, Any]


class Signer(NamedTuple):
    """Who is expected to sign, in which session, and who verifies it. `key`: the secret that seals challenges."""

    iin: str
    session: str
    key: str
    verifier: eds.Verifier


def verify_signed_document(
    signed: SignedChallenge, expected: Signer, purpose: Purpose, now: datetime
) -> SignedDocument:
    """A signature that is not good burns what was asked; a good one burns nothing: that is for the transaction of what
    was signed. Raises ChallengeSpent, eds.SignatureRefused, AnotherSigner.
    """
    content = verify_challenge(expected.key, expected.session, purpose, signed.asked, now)
    payload = signed.asked.payload
    try:
        signer = expected.verifier.verify(signed.cms, payload, at=now, purpose="signing")
        if signer.iin != expected.iin:
            raise AnotherSigner
    except (eds.SignatureRefused, AnotherSigner):
        spend_challenge(expected.key, expected.session, purpose, signed.asked, now)
        raise
    return SignedDocument(content, build_key_evidence(payload, signed.cms, signer, now))


def build_key_evidence(payload: bytes, cms: bytes, signer: eds.Signer, now: datetime) -> dict[str, Any]:
    return {
        "document": payload,
        "sha256": hashlib.sha256(payload).hexdigest(),
        "cms": cms,
        "certificate": signer.certificate,
        "issuer_sha256": signer.issuer_sha256,
        "signer_iin": signer.iin,
        "verified_at": now,
        "verifier": f"kezek {VERSION}",
        "revocation": signer.revocation,
        "revocation_evidence": signer.revocation_evidence or None,
    }
