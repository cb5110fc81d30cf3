"""Reading a CMS signature (RFC 5652 SignedData): one signer, signed attributes. Nothing is believed yet."""

import base64
import re
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms as asn1

from housing.gateways.eds.refusals import SignatureRefused

LARGEST = 256 * 1024  # bytes as received, in whichever encoding
_DATA = "1.2.840.113549.1.7.1"
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_ARMOUR = re.compile(rb"-----BEGIN CMS-----(.*)-----END CMS-----", re.DOTALL)
# What asn1crypto raises on bytes that are not what they claim to be; found by fuzzing.
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, OverflowError)


@dataclass(frozen=True)
class SignedMessage:
    """One signer's SignedData. Algorithms are dotted object identifiers, names and certificates are DER as received."""

    attached: bytes | None  # the content inside, None where the signature is detached
    certificates: tuple[bytes, ...]
    issuer: bytes  # of the signer's certificate, as the signer names it
    serial: int
    digest_algorithm: str
    message_digest: bytes
    signature_algorithm: str
    signature: bytes
    signed: bytes  # the bytes that the signature covers: the signed attributes as a SET


def read_cms(raw: bytes) -> SignedMessage:
    """The signature in DER, in "BEGIN CMS" armour or in bare base64.

    Refused: MALFORMED_CMS (also over 256 KB, trailing bytes, an attribute given twice), SIGNER_COUNT,
    SIGNED_ATTRS_MISSING.
    """
    if len(raw) > LARGEST:
        raise SignatureRefused("MALFORMED_CMS")
    try:
        return _signed_message(_signed_data(der_of(raw)))
    except UNREADABLE:
        # Without the cause: its text quotes the bytes, and they hold a name and an IIN.
        raise SignatureRefused("MALFORMED_CMS") from None


def der_of(raw: bytes) -> bytes:
    """The signature in DER, from whichever encoding; one of `UNREADABLE` where it is in none.

    DER is never stripped: the last byte of a signature may look like white space. Base64 of DER begins with M."""
    if raw[:1] == b"\x30":
        return raw
    text = raw.strip()
    armoured = _ARMOUR.fullmatch(text)
    return base64.b64decode(b"".join((armoured[1] if armoured else text).split()), validate=True)


def _signed_data(der: bytes) -> Any:
    message = asn1.ContentInfo.load(der, strict=True)
    if message["content_type"].dotted != _SIGNED_DATA:
        raise SignatureRefused("MALFORMED_CMS")
    content = message["content"]
    if content["encap_content_info"]["content_type"].dotted != _DATA:
        raise SignatureRefused("MALFORMED_CMS")
    return content


def _signed_message(content: Any) -> SignedMessage:
    if len(content["signer_infos"]) != 1:
        raise SignatureRefused("SIGNER_COUNT")
    signer = content["signer_infos"][0]
    if signer["sid"].name != "issuer_and_serial_number":
        raise SignatureRefused("NO_SIGNER_CERT")
    return SignedMessage(
        attached=content["encap_content_info"]["content"].native,
        certificates=tuple(one.chosen.dump() for one in content["certificates"] if one.name == "certificate"),
        issuer=signer["sid"].chosen["issuer"].dump(),
        serial=signer["sid"].chosen["serial_number"].native,
        digest_algorithm=signer["digest_algorithm"]["algorithm"].dotted,
        message_digest=_message_digest(signer["signed_attrs"]),
        signature_algorithm=signer["signature_algorithm"]["algorithm"].dotted,
        signature=signer["signature"].native,
        # As received, byte for byte, with the SET tag in place of [0] (RFC 5652, section 5.4).
        signed=b"\x31" + signer["signed_attrs"].dump()[1:],
    )


def _message_digest(attributes: Any) -> bytes:
    """Without signed attributes content and attributes could be taken for each other (RFC 5652, section 5.4)."""
    values: dict[str, Any] = {}
    for attribute in attributes:
        kind = attribute["type"].dotted
        if kind in values:
            raise SignatureRefused("MALFORMED_CMS")
        values[kind] = attribute["values"]
    if _CONTENT_TYPE not in values or _MESSAGE_DIGEST not in values:
        raise SignatureRefused("SIGNED_ATTRS_MISSING")
    (kind_of_content,) = values[_CONTENT_TYPE]
    (digest,) = values[_MESSAGE_DIGEST]
    if kind_of_content.dotted != _DATA:
        raise SignatureRefused("MALFORMED_CMS")
    return bytes(digest.native)
