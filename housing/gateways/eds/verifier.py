"""Whose signature is this? Every step may refuse; the order is the order of the reasons that people are told.

Sources: the Law of 7 January 2003 No. 370 on the electronic document and digital signature; RFC 5652; RFC 5280.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hmac import compare_digest
from typing import get_args

from housing.gateways.eds.algorithms import check_signature, digest_of
from housing.gateways.eds.certificates import (
    COMMON_NAME,
    GIVEN_NAME,
    SURNAME,
    Certificate,
    Purpose,
    check_purpose,
    iin_of,
    read_certificate,
    single_value,
    subject_values,
)
from housing.gateways.eds.cms import UNREADABLE, SignedMessage, read_cms
from housing.gateways.eds.refusals import SignatureRefused
from housing.gateways.eds.revocation import NOT_CHECKED, Revocation
from housing.gateways.eds.trust import Trust


@dataclass(frozen=True)
class Signer:
    """Who signed, by the certificate alone, and what is kept as evidence."""

    iin: str
    name: str  # surname, given name and patronymic as the certificate has them
    surname: str
    certificate: bytes  # DER
    issuer_sha256: str  # of the pinned authority's certificate, hex
    serial: str  # of the signer's certificate, hex
    revocation: str = NOT_CHECKED  # how it was found good: "good by OCSP", "good by CRL ...", "good by NCANode"
    revocation_evidence: bytes = b""  # the OCSP response, NCANode's answer, or which CRL


def verify_signature(
    cms: bytes, content: bytes, *, trust: Trust, at: datetime, purpose: Purpose, revocation: Revocation | None = None
) -> Signer:
    """The individual who signed exactly `content`, detached or attached, with a key for `purpose` in force at `at`.

    `content` is what the server kept, never what the browser sends back. `at` is the server's clock with its zone: the
    signing time inside the signature is the citizen's clock and proves nothing. Without `revocation` nobody is asked
    whether the key was revoked. Raises `SignatureRefused` with a reason code.
    """
    message, certificate = parse_signed_message(cms, content)
    how = (message.signature_algorithm, message.digest_algorithm, message.signature, message.signed)
    if not check_signature(certificate.key_info, *how):
        raise SignatureRefused("SIGNATURE_INVALID")
    authority, signer = identify_signer(certificate, trust=trust, at=at, purpose=purpose)
    if revocation is None:
        return signer
    proof = revocation.check_certificate(certificate, authority, at)
    return replace(signer, revocation=proof.words, revocation_evidence=proof.evidence)


def parse_signed_message(cms: bytes, content: bytes) -> tuple[SignedMessage, Certificate]:
    """What was signed and the certificate that came with it, both not believed yet; the content is the expected one."""
    message = read_cms(cms)
    _check_content(message, content)
    return message, signers_certificate(message)


def identify_signer(
    certificate: Certificate, *, trust: Trust, at: datetime, purpose: Purpose
) -> tuple[Certificate, Signer]:
    """The pinned authority that issued this certificate, and its holder, where it is in force and for this purpose."""
    if at.tzinfo is None or purpose not in get_args(Purpose):
        raise ValueError("the moment needs a time zone, the purpose is sign-in or signing")
    authority = trust.issuer_of(certificate)
    check_time(certificate, authority, at)
    try:
        return authority, _build_signer(certificate, authority, purpose)
    except UNREADABLE:
        raise SignatureRefused("MALFORMED_CMS") from None


def _check_content(message: SignedMessage, content: bytes) -> None:
    """CONTENT_MISMATCH where other content was signed; DIGEST_MISMATCH where only the content inside was changed."""
    if message.attached is not None and message.attached != content:
        raise SignatureRefused("CONTENT_MISMATCH")
    if not compare_digest(digest_of(message.digest_algorithm, content), message.message_digest):
        raise SignatureRefused("CONTENT_MISMATCH" if message.attached is None else "DIGEST_MISMATCH")


def signers_certificate(message: SignedMessage) -> Certificate:
    """The one certificate with the signer's issuer and serial number; others travel along and are not looked at."""
    try:
        found = [read_certificate(der) for der in message.certificates]
    except UNREADABLE:
        raise SignatureRefused("MALFORMED_CMS") from None
    ours = [one for one in found if one.serial == message.serial and one.issuer == message.issuer]
    if len(ours) != 1:
        raise SignatureRefused("NO_SIGNER_CERT")
    return ours[0]


def check_time(certificate: Certificate, authority: Certificate, at: datetime) -> None:
    if at > certificate.not_after:
        raise SignatureRefused("CERT_EXPIRED")
    if at < certificate.not_before:
        raise SignatureRefused("CERT_NOT_YET_VALID")
    if not authority.in_force(at):
        raise SignatureRefused("UNTRUSTED_ISSUER")


def _build_signer(certificate: Certificate, authority: Certificate, purpose: Purpose) -> Signer:
    check_purpose(certificate, purpose)
    return Signer(
        iin=iin_of(certificate),
        name=whole_name(certificate),
        surname=single_value(certificate, SURNAME),
        certificate=certificate.der,
        issuer_sha256=authority.sha256,
        serial=f"{certificate.serial:x}",
    )


def whole_name(certificate: Certificate) -> str:
    """The national certificates have surname and given name as the common name, the patronymic as the "given name"."""
    words = single_value(certificate, COMMON_NAME).split()
    known = {word.casefold() for word in words}
    patronymic = [word for part in subject_values(certificate, GIVEN_NAME) for word in part.split()]
    return " ".join([*words, *(word for word in patronymic if word.casefold() not in known)])
