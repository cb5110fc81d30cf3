"""A signature inside somebody's document (PDF): whose it is, and whether it holds. It lets nobody in and files nothing.

Other than `verifier`, which asks whether this very person may sign here, this one takes keys of organisations too. What
was signed comes as its digest: the document itself is read in a process of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hmac import compare_digest
from typing import Literal

from housing.gateways.eds.algorithms import check_signature
from housing.gateways.eds.certificates import COMMON_NAME, KEY_USAGE, Certificate, subject_values
from housing.gateways.eds.cms import UNREADABLE, read_cms
from housing.gateways.eds.refusals import SignatureRefused
from housing.gateways.eds.revocation import NOT_CHECKED, Revocation
from housing.gateways.eds.trust import Trust
from housing.gateways.eds.verifier import check_time, signers_certificate

#: good; changed: it does not belong to these bytes; untrusted: its issuer is no authority here; ended: its key was not
#: in force when it came; revoked; unread: it cannot be read, or is of a kind that is not checked.
State = Literal["good", "changed", "untrusted", "ended", "revoked", "unread"]
STATES: dict[str, State] = {
    "CONTENT_MISMATCH": "changed",
    "SIGNATURE_INVALID": "changed",
    "UNTRUSTED_ISSUER": "untrusted",
    "CERT_SIGNATURE_INVALID": "untrusted",
    "CERT_EXPIRED": "ended",
    "CERT_NOT_YET_VALID": "ended",
    "CERT_REVOKED": "revoked",
}
ORGANISATION = "2.5.4.10"


@dataclass(frozen=True)
class SignatureReport:
    """`holder`, `organisation`: as the certificate has them, "" where it has none; nobody vouches for them unless good.

    `revocation`: how the key was found good, or NOT_CHECKED.
    """

    state: State
    holder: str = ""
    organisation: str = ""
    revocation: str = NOT_CHECKED


def judge_document_signature(
    cms: bytes, digest: bytes, *, trust: Trust, at: datetime, revocation: Revocation | None = None
) -> SignatureReport:
    """`digest`: of what the document says was signed, by the algorithm that the signature names. `at`: when it came."""
    try:
        message = read_cms(cms)
        certificate = signers_certificate(message)
        said = SignatureReport("unread", first_value(certificate, COMMON_NAME), first_value(certificate, ORGANISATION))
    except (SignatureRefused, *UNREADABLE):
        return SignatureReport("unread")
    try:
        if not compare_digest(digest, message.message_digest):
            raise SignatureRefused("CONTENT_MISMATCH")
        how = (message.signature_algorithm, message.digest_algorithm, message.signature, message.signed)
        if not check_signature(certificate.key_info, *how):
            raise SignatureRefused("SIGNATURE_INVALID")
        return replace(said, state="good", revocation=check_key_status(certificate, trust, at, revocation))
    except SignatureRefused as refused:
        return replace(said, state=STATES.get(refused.code, "unread"))
    except UNREADABLE:
        return said


def check_key_status(certificate: Certificate, trust: Trust, at: datetime, revocation: Revocation | None) -> str:
    """How the key was found not to be revoked. Refused: nobody's, not in force, not made for signing."""
    authority = trust.issuer_of(certificate)
    check_time(certificate, authority, at)
    usage = certificate.read_extension(KEY_USAGE)
    if certificate.is_authority or usage is None or "non_repudiation" not in usage.native:
        raise SignatureRefused("WRONG_KEY_PURPOSE")
    return (
        revocation.with_policy("if_known").check_certificate(certificate, authority, at).words
        if revocation
        else NOT_CHECKED
    )


def first_value(certificate: Certificate, attribute: str) -> str:
    values = subject_values(certificate, attribute)
    return " ".join(values[0].split())[:200] if values else ""
