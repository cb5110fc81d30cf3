"""An authority and a person with keys of GOST 34.10-2015, as NCALayer in the journeys holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds.certificates import EMAIL_PROTECTION, INDIVIDUAL, split_items
from tests.gateways.gost_signing import DIGEST, SIGNATURE, GostKey, gost_key, oid, sign, streebog, wrapped

DATA, SIGNED_DATA, CONTENT_TYPE, MESSAGE_DIGEST = (
    "1.2.840.113549.1.7.1",
    "1.2.840.113549.1.7.2",
    "1.2.840.113549.1.9.3",
    "1.2.840.113549.1.9.4",
)
ONE = wrapped(0x02, b"\x01")
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
#: Only a form to be filled: its key and its signature are replaced.
_FORM = ec.generate_private_key(ec.SECP256R1())
USAGE = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=True,
    data_encipherment=False,
    key_agreement=True,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def sequence(*parts: bytes) -> bytes:
    return wrapped(0x30, *parts)


def set_of(*parts: bytes) -> bytes:
    return wrapped(0x31, *parts)


def tagged(*parts: bytes) -> bytes:
    return wrapped(0xA0, *parts)


def octets(raw: bytes) -> bytes:
    return wrapped(0x04, raw)


@dataclass(frozen=True)
class GostPerson:
    """One key for everything, and its certificate."""

    key: GostKey
    certificate: bytes

    def sign(self, content: bytes) -> bytes:
        """A detached CMS signature in DER."""
        issuer, serial = (split_items(split_items(self.certificate)[0])[at] for at in (3, 1))
        digest, how = sequence(oid(DIGEST)), sequence(oid(SIGNATURE))
        kind = sequence(oid(CONTENT_TYPE), set_of(oid(DATA)))
        attributes = kind + sequence(oid(MESSAGE_DIGEST), set_of(octets(streebog(content))))
        signature = octets(sign(self.key, set_of(attributes)))
        signer = sequence(ONE, sequence(issuer, serial), digest, tagged(attributes), how, signature)
        body = sequence(ONE, set_of(digest), sequence(oid(DATA)), tagged(self.certificate), set_of(signer))
        return sequence(oid(SIGNED_DATA), tagged(body))


class GostAuthority:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ҰКО 3.0 (GOST TEST)")])

    def __init__(self) -> None:
        self.key = gost_key("authority of the journeys")
        self.certificate = self.issued(self.name, self.key, x509.BasicConstraints(True, None))

    def person(self, subject: x509.Name) -> GostPerson:
        """As individuals have it since 2022: one key for both uses, which does not say clientAuth."""
        uses = x509.ExtendedKeyUsage([x509.ObjectIdentifier(one) for one in (EMAIL_PROTECTION, INDIVIDUAL)])
        key = gost_key("person of the journeys")
        return GostPerson(key, self.issued(subject, key, USAGE, uses))

    def issued(self, subject: x509.Name, key: GostKey, *extensions: x509.ExtensionType) -> bytes:
        serial = x509.random_serial_number()
        builder = x509.CertificateBuilder(self.name, subject, _FORM.public_key(), serial, BEGIN, END)
        for extension in extensions:
            builder = builder.add_extension(extension, not isinstance(extension, x509.ExtendedKeyUsage))
        form = split_items(builder.sign(_FORM, hashes.SHA256()).public_bytes(Encoding.DER))[0]
        version, number, _, issuer, term, who, _, more = split_items(form)
        how = sequence(oid(SIGNATURE))
        body = sequence(version, number, how, issuer, term, who, key.key_info, more)
        return sequence(body, how, wrapped(0x03, b"\x00", sign(self.key, body)))
