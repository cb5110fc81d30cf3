"""Keys of GOST 34.10-2015 with 512 bits and what is signed by them, as the verifier reads them. For tests only."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import core
from asn1crypto.parser import emit
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds import gost
from housing.gateways.eds.certificates import EMAIL_PROTECTION, INDIVIDUAL, items
from housing.gateways.eds.streebog import streebog512

DATA, SIGNED_DATA, CONTENT_TYPE, MESSAGE_DIGEST = (
    "1.2.840.113549.1.7.1", "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4",
)  # fmt: skip
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
#: Only a form to be filled: its key and its signature are replaced.
_FORM = ec.generate_private_key(ec.SECP256R1())
USAGE = x509.KeyUsage(
    digital_signature=True, content_commitment=True, key_encipherment=True, data_encipherment=False,
    key_agreement=True, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
)  # fmt: skip


def sequence(*parts: bytes) -> bytes:
    return bytes(emit(0, 1, 16, b"".join(parts)))


def set_of(*parts: bytes) -> bytes:
    return bytes(emit(0, 1, 17, b"".join(parts)))


def tagged(*parts: bytes) -> bytes:
    return bytes(emit(2, 1, 0, b"".join(parts)))


def oid(dotted: str) -> bytes:
    return bytes(core.ObjectIdentifier(dotted).dump())


def octets(raw: bytes) -> bytes:
    return bytes(core.OctetString(raw).dump())


def one() -> bytes:
    return bytes(core.Integer(1).dump())


def little(number: int) -> bytes:
    return number.to_bytes(gost._SIZE, "little")


def times_base(scalar: int) -> tuple[int, int]:
    return gost._affine([gost._sum(((scalar, gost._kept_table(gost._BASE, gost._OFTEN)),))])[0]


class GostKey:
    def __init__(self) -> None:
        self.secret = secrets.randbelow(gost._Q - 1) + 1
        self.info = gost._KEY_HEAD + b"".join(map(little, times_base(self.secret)))

    def sign(self, message: bytes) -> bytes:
        """r and s, of 64 bytes each (GOST R 34.10-2012, section 6.1)."""
        digest = gost._number(streebog512(message)) % gost._Q or 1
        once = secrets.randbelow(gost._Q - 1) + 1
        r = times_base(once)[0] % gost._Q
        return little(r) + little((r * self.secret + once * digest) % gost._Q)


@dataclass(frozen=True)
class GostPerson:
    """One key for everything, and its certificate."""

    key: GostKey
    certificate: bytes

    def sign(self, content: bytes) -> bytes:
        """A detached CMS signature in DER."""
        issuer, serial = (items(items(self.certificate)[0])[at] for at in (3, 1))
        digest, how = sequence(oid(gost.DIGEST)), sequence(oid(gost.SIGNATURE))
        kind = sequence(oid(CONTENT_TYPE), set_of(oid(DATA)))
        attributes = kind + sequence(oid(MESSAGE_DIGEST), set_of(octets(streebog512(content))))
        signature = octets(self.key.sign(set_of(attributes)))
        signer = sequence(one(), sequence(issuer, serial), digest, tagged(attributes), how, signature)
        body = sequence(one(), set_of(digest), sequence(oid(DATA)), tagged(self.certificate), set_of(signer))
        return sequence(oid(SIGNED_DATA), tagged(body))


class GostAuthority:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "ҰКО 3.0 (GOST TEST)")])

    def __init__(self) -> None:
        self.key = GostKey()
        self.certificate = self.issued(self.name, self.key, x509.BasicConstraints(True, None))

    def person(self, subject: x509.Name) -> GostPerson:
        """As individuals have it since 2022: one key for both uses, which does not say clientAuth."""
        uses = x509.ExtendedKeyUsage([x509.ObjectIdentifier(one) for one in (EMAIL_PROTECTION, INDIVIDUAL)])
        key = GostKey()
        return GostPerson(key, self.issued(subject, key, USAGE, uses))

    def issued(self, subject: x509.Name, key: GostKey, *extensions: x509.ExtensionType) -> bytes:
        serial = x509.random_serial_number()
        builder = x509.CertificateBuilder(self.name, subject, _FORM.public_key(), serial, BEGIN, END)
        for extension in extensions:
            builder = builder.add_extension(extension, not isinstance(extension, x509.ExtendedKeyUsage))
        form = items(builder.sign(_FORM, hashes.SHA256()).public_bytes(Encoding.DER))[0]
        version, number, _, issuer, term, who, _, more = items(form)
        how = sequence(oid(gost.SIGNATURE))
        body = sequence(version, number, how, issuer, term, who, key.info, more)
        return sequence(body, how, bytes(emit(0, 0, 3, b"\x00" + self.key.sign(body))))
