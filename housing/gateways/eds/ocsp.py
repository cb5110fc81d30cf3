"""The authority's answer about one certificate, asked for now (OCSP, RFC 6960), by RSA and GOST responders.

Certificates are cut out of the answer by hand: those of the national responder have an ocsp-nocheck extension with an
empty value and GOST keys, over which general parsers stumble.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from hmac import compare_digest
from typing import Any, Literal

from asn1crypto import core
from asn1crypto import ocsp as asn1
from asn1crypto.algos import DigestAlgorithm

from housing.gateways.eds.algorithms import SHA256, check_signature
from housing.gateways.eds.certificates import (
    EXTENDED_KEY_USAGE,
    UNDERSTOOD,
    Certificate,
    read_certificate,
)
from housing.gateways.eds.cms import UNREADABLE
from housing.gateways.eds.der import (
    OCTET_STRING,
    SEQUENCE,
    encode_integer,
    join_items,
    split_items,
    unwrap_value,
    whole_bytes,
)
from housing.gateways.eds.refusals import SignatureRefused

OCSP_SIGNING = "1.3.6.1.5.5.7.3.9"
NONCE = "1.3.6.1.5.5.7.48.1.2"
_NONCE_OID = core.ObjectIdentifier(NONCE).dump()
_SHA256_IDENTIFIER = DigestAlgorithm({"algorithm": "sha256"}).dump()
_EXTENSIONS = 0xA2  # the tag of a question's extensions
_BASIC = "1.3.6.1.5.5.7.48.1.1"
_HASHES = {"1.3.14.3.2.26": "sha1", SHA256: "sha256", "2.16.840.1.101.3.4.2.3": "sha512"}
_SKEW = timedelta(minutes=5)  # how far a responder's clock may be ahead of ours
_FRESH = timedelta(minutes=10)  # the age of an answer that does not promise the next one


class OcspError(Exception):
    """No usable answer: OCSP_UNAVAILABLE, OCSP_MALFORMED, OCSP_MISMATCH (about another certificate), OCSP_NONCE,
    OCSP_RESPONDER (not entitled), OCSP_SIGNATURE, OCSP_STALE."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class OcspAnswer:
    """`revoked_at` where the status is revoked. `response`: DER, as evidence.

    A responder that never heard of a certificate says revoked since 1970 (RFC 6960, section 2.2).
    """

    status: Literal["good", "revoked", "unknown"]
    revoked_at: datetime | None
    response: bytes


def request_for(certificate: Certificate, authority: Certificate, nonce: bytes) -> bytes:
    """The question in DER."""
    issuer = _name_authority(authority.subject, authority.key_info)
    named = join_items(SEQUENCE, issuer, encode_integer(certificate.serial))
    asked = join_items(SEQUENCE, join_items(SEQUENCE, named))
    fresh = join_items(SEQUENCE, _NONCE_OID, join_items(OCTET_STRING, join_items(OCTET_STRING, nonce)))
    body = join_items(SEQUENCE, asked, join_items(_EXTENSIONS, join_items(SEQUENCE, fresh)))
    return join_items(SEQUENCE, body)


@lru_cache(maxsize=64)
def _name_authority(subject: bytes, key_info: bytes) -> bytes:
    """How a question names whose certificate it is about: by digests of the authority's name and key."""
    digests = [hashlib.sha256(what).digest() for what in (subject, _key_bits_in(key_info))]
    return b"".join([_SHA256_IDENTIFIER, *(join_items(OCTET_STRING, digest) for digest in digests)])


def read_answer(
    response: bytes, certificate: Certificate, authority: Certificate, at: datetime, nonce: bytes | None
) -> OcspAnswer:
    """What the responder of `authority` says about `certificate`. Raises OcspFault.

    `nonce`: the one that was sent; None only where a kept answer is looked at again.
    """
    try:
        return _parse_response(response, certificate, authority, at, nonce)
    except UNREADABLE:
        raise OcspError("OCSP_MALFORMED") from None
    except SignatureRefused:  # an algorithm that is not accepted
        raise OcspError("OCSP_SIGNATURE") from None


def _parse_response(
    response: bytes, certificate: Certificate, authority: Certificate, at: datetime, nonce: bytes | None
) -> OcspAnswer:
    whole = asn1.OCSPResponse.load(response, strict=True)
    if whole["response_status"].native != "successful":
        raise OcspError("OCSP_UNAVAILABLE")
    if whole["response_bytes"]["response_type"].dotted != _BASIC:
        raise OcspError("OCSP_MALFORMED")
    parts = split_items(bytes(whole["response_bytes"]["response"]))
    data = asn1.ResponseData.load(parts[0], strict=True)
    single = _find_statement(data, certificate, authority)
    _check_extensions(data, single, nonce)
    _check_signature(parts, authority, at)
    _check_age(single, at)
    status = single["cert_status"]
    revoked_at = status.chosen["revocation_time"].native if status.name == "revoked" else None
    return OcspAnswer(status.name, revoked_at, response)


def _key_bits(certificate: Certificate) -> bytes:
    return _key_bits_in(certificate.key_info)


def _key_bits_in(key_info: bytes) -> bytes:
    return whole_bytes(split_items(key_info)[1])


def _find_statement(data: Any, certificate: Certificate, authority: Certificate) -> Any:
    """The one statement about this certificate of this authority."""
    found = []
    for single in data["responses"]:
        asked = single["cert_id"]
        digest = _HASHES.get(asked["hash_algorithm"]["algorithm"].dotted)
        ours = digest and (
            hashlib.new(digest, authority.subject, usedforsecurity=False).digest(),
            hashlib.new(digest, _key_bits(authority), usedforsecurity=False).digest(),
            certificate.serial,
        )
        if ours == tuple(asked[part].native for part in ("issuer_name_hash", "issuer_key_hash", "serial_number")):
            found.append(single)
    if len(found) != 1:
        raise OcspError("OCSP_MISMATCH")
    return found[0]


def _check_extensions(data: Any, single: Any, nonce: bytes | None) -> None:
    extensions = list(data["response_extensions"])
    if any(one["critical"].native for one in (*extensions, *single["single_extensions"])):
        raise OcspError("OCSP_MALFORMED")
    returned = [one["extn_value"].parsed.native for one in extensions if one["extn_id"].dotted == NONCE]
    if nonce is not None and not (len(returned) == 1 and compare_digest(returned[0], nonce)):
        raise OcspError("OCSP_NONCE")


def _check_signature(parts: list[bytes], authority: Certificate, at: datetime) -> None:
    """By the authority itself or by whom it entitled with a certificate for this use."""
    body, algorithm, signature, *rest = parts
    delegates = [read_certificate(der) for der in split_items(split_items(rest[0])[0])] if rest else []
    named = [one for one in (authority, *delegates) if _is_named(one, body)]
    entitled = [one for one in named if one is authority or _is_entitled(one, authority, at)]
    if not entitled:
        raise OcspError("OCSP_RESPONDER")
    kind = asn1.SignedDigestAlgorithm.load(algorithm)["algorithm"].dotted
    what = (kind, None, whole_bytes(signature), body)
    if not any(check_signature(one.key_info, *what, pinned=True) for one in entitled):
        raise OcspError("OCSP_SIGNATURE")


def _is_named(candidate: Certificate, body: bytes) -> bool:
    """Is it the responder that the answer names, by its name or by its key?"""
    responder = next(one for one in split_items(body) if one[0] in (0xA1, 0xA2))
    (value,) = split_items(responder)
    if responder[0] == 0xA1:
        return value == candidate.subject
    return unwrap_value(value, OCTET_STRING) == hashlib.sha1(_key_bits(candidate), usedforsecurity=False).digest()


def _is_entitled(delegate: Certificate, authority: Certificate, at: datetime) -> bool:
    uses = {use.dotted for use in delegate.read_extension(EXTENDED_KEY_USAGE) or ()}
    return (
        delegate.issuer == authority.subject
        and OCSP_SIGNING in uses
        and not delegate.critical - UNDERSTOOD.keys()
        and delegate.in_force(at)
        and delegate.issued_by(authority)
    )


def _check_age(single: Any, at: datetime) -> None:
    said, until = single["this_update"].native, single["next_update"].native
    if not said - _SKEW <= at <= (until or said + _FRESH):
        raise OcspError("OCSP_STALE")
