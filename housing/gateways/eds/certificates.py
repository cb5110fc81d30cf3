"""An X.509 certificate as the verifier sees it: who holds it, who issued it, when and for what it is good.

Names are compared as DER, byte for byte. In certificates of the National Certification Authority the holder's IIN
stands in the subject's serialNumber as "IIN" and twelve digits; its check digit is not the verifier's business.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from asn1crypto import x509 as asn1
from cryptography import x509

from housing.gateways.eds import gost
from housing.gateways.eds.algorithms import check_signature
from housing.gateways.eds.der import (
    OCTET_STRING,
    format_oid,
    parse_integer,
    split_items,
    unwrap_value,
    whole_bytes,
)
from housing.gateways.eds.refusals import SignatureRefused
from housing.text.normalization import to_nfc

Purpose = Literal["sign-in", "signing"]

INDIVIDUAL = "1.2.398.3.3.4.1.1"
LEGAL_ENTITY = "1.2.398.3.3.4.1.2"
CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"
EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4"
KEY_USAGE, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE = "2.5.29.15", "2.5.29.19", "2.5.29.37"
#: These may be critical, and are the only ones that are read: a stranger's may be unreadable.
UNDERSTOOD: dict[str, Any] = {
    KEY_USAGE: asn1.KeyUsage,
    BASIC_CONSTRAINTS: asn1.BasicConstraints,
    EXTENDED_KEY_USAGE: asn1.ExtKeyUsageSyntax,
}
COMMON_NAME, SURNAME, SERIAL_NUMBER, GIVEN_NAME = "2.5.4.3", "2.5.4.4", "2.5.4.5", "2.5.4.42"
_VERSION_3 = bytes.fromhex("a003020102")
_FLAGS = {b"\x01\x01\xff": True, b"\x01\x01\x00": False}
_IIN = re.compile(r"IIN([0-9]{12})")


@dataclass(frozen=True)
class Certificate:
    """The parts that decide; bytes are DER slices of the certificate as received, never encoded anew."""

    der: bytes
    serial: int
    issuer: bytes
    subject: bytes
    key_info: bytes  # SubjectPublicKeyInfo
    key_algorithm: str
    not_before: datetime
    not_after: datetime
    signed: bytes  # the part that the issuer signed
    signature_algorithm: str
    signature: bytes
    extensions: dict[str, bytes]  # values in DER by dotted object identifier, not parsed yet
    critical: frozenset[str]

    @property
    def sha256(self) -> str:
        return sha256(self.der).hexdigest()

    def issued_by(self, authority: "Certificate") -> bool:
        """Is the signature under this certificate made by the authority's key? ALG_NOT_ALLOWED as in `algorithms`."""
        how = (self.signature_algorithm, None, self.signature, self.signed)
        return check_signature(authority.key_info, *how, pinned=True)

    def in_force(self, at: datetime) -> bool:
        return self.not_before <= at <= self.not_after

    def read_extension(self, kind: str) -> Any:
        """The parsed value, None where the certificate has none; one of `cms.UNREADABLE` where it cannot be read."""
        return UNDERSTOOD[kind].load(self.extensions[kind], strict=True) if kind in self.extensions else None

    @cached_property
    def subject_parts(self) -> list[tuple[str, bytes]]:
        """Attribute and encoded value for every part of the subject, in its order."""
        pairs = [split_items(pair) for part in split_items(self.subject) for pair in split_items(part)]
        return [(format_oid(kind), value) for kind, value in pairs]

    @property
    def is_authority(self) -> bool:
        constraints = self.read_extension(BASIC_CONSTRAINTS)
        return bool(constraints is not None and constraints["ca"].native)


def read_certificate(der: bytes) -> Certificate:
    """A certificate from strict DER. ValueError (or a sister of it in `cms.UNREADABLE`) where it is none."""
    body, algorithm, signature = split_items(der)
    version, serial, inner_algorithm, issuer, _, subject, key_info, *rest = split_items(body)
    if version != _VERSION_3 or parse_integer(serial) <= 0 or algorithm != inner_algorithm:
        raise ValueError("not a certificate of version 3 with a serial number and one signature algorithm")
    parsed = x509.load_der_x509_certificate(der)
    extensions = _split_extensions(rest)
    return Certificate(
        der=der,
        serial=parsed.serial_number,
        issuer=issuer,
        subject=subject,
        key_info=key_info,
        key_algorithm=parsed.public_key_algorithm_oid.dotted_string,
        not_before=parsed.not_valid_before_utc,
        not_after=parsed.not_valid_after_utc,
        signed=parsed.tbs_certificate_bytes,
        signature_algorithm=parsed.signature_algorithm_oid.dotted_string,
        signature=whole_bytes(signature),
        extensions={kind: value for kind, (_, value) in extensions.items()},
        critical=frozenset(kind for kind, (critical, _) in extensions.items() if critical),
    )


def _split_extensions(optional: list[bytes]) -> dict[str, tuple[bool, bytes]]:
    """Critical or not, and the value, by object identifier.

    Cut by hand: one general parser warns about every name over 64 bytes, and the authority's own is longer; the other
    stumbles over the empty value that the national responder's certificate has.
    """
    found: dict[str, tuple[bool, bytes]] = {}
    for wrapped in optional:
        if wrapped[0] == 0xA3:
            for one in split_items(split_items(wrapped)[0]):
                kind, *flag, value = split_items(one)
                name = format_oid(kind)
                if name in found or len(flag) > 1:
                    raise ValueError("an extension stands twice, or is none")
                found[name] = bool(flag) and _FLAGS[flag[0]], unwrap_value(value, OCTET_STRING)
    return found


def check_purpose(certificate: Certificate, purpose: Purpose) -> None:
    """A key of an individual, made for this use. Refused: WRONG_KEY_PURPOSE, NOT_INDIVIDUAL.

    A critical extension that is not understood may narrow the use in a way unknown to us: WRONG_KEY_PURPOSE.
    """
    if certificate.is_authority or certificate.critical - UNDERSTOOD.keys():
        raise SignatureRefused("WRONG_KEY_PURPOSE")
    extended = {use.dotted for use in certificate.read_extension(EXTENDED_KEY_USAGE) or ()}
    if INDIVIDUAL not in extended or LEGAL_ENTITY in extended:
        raise SignatureRefused("NOT_INDIVIDUAL")
    usage = certificate.read_extension(KEY_USAGE)
    if not _fits_purpose(purpose, extended, set() if usage is None else usage.native, certificate.key_algorithm):
        raise SignatureRefused("WRONG_KEY_PURPOSE")


def _fits_purpose(purpose: Purpose, extended: set[str], usage: set[str], key_algorithm: str) -> bool:
    if purpose == "signing":
        return EMAIL_PROTECTION in extended and "non_repudiation" in usage
    # An individual with a GOST-2015 key has that one key for both uses, and it names emailProtection only.
    one_key = key_algorithm == gost.KEY and EMAIL_PROTECTION in extended
    return (CLIENT_AUTH in extended or one_key) and "digital_signature" in usage


def iin_of(certificate: Certificate) -> str:
    """The holder's IIN. Refused: IIN_MISSING, SUBJECT_AMBIGUOUS where the subject has several serial numbers."""
    numbers = subject_values(certificate, SERIAL_NUMBER)
    if len(numbers) > 1:
        raise SignatureRefused("SUBJECT_AMBIGUOUS")
    found = _IIN.fullmatch(numbers[0]) if numbers else None
    if found is None:
        raise SignatureRefused("IIN_MISSING")
    return found[1]


def single_value(certificate: Certificate, attribute: str) -> str:
    """The subject's only value of an attribute, "" where it has none; SUBJECT_AMBIGUOUS where it has several."""
    values = subject_values(certificate, attribute)
    if len(values) > 1:
        raise SignatureRefused("SUBJECT_AMBIGUOUS")
    return values[0] if values else ""


def subject_values(certificate: Certificate, attribute: str) -> list[str]:
    """All values of a subject attribute, in any part of the name, in its order."""
    found = [value for kind, value in certificate.subject_parts if kind == attribute]
    return [to_nfc(str(asn1.DirectoryString.load(value, strict=True).native)) for value in found]
