"""A workshop that makes signatures for the verifier: good ones, and those of a forger or a broken program."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import new as new_digest
from typing import Any

import pytest
from asn1crypto import cms
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID

from housing.gateways.eds import Refused, Trust, verify
from housing.gateways.eds.certificates import EMAIL_PROTECTION, INDIVIDUAL, read_certificate

NOON = datetime(2026, 7, 13, 12, 0, tzinfo=UTC)
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)
IIN = "900101300017"
CA_NAME = (("CN", "ҰКО 3.0 (TEST)"), ("C", "KZ"))
PERSON = (("CN", "СЫНАҚОВ СЫНАҚ"), ("SN", "СЫНАҚОВ"), ("serialNumber", f"IIN{IIN}"), ("C", "KZ"))
KINDS = {
    "CN": NameOID.COMMON_NAME,
    "SN": NameOID.SURNAME,
    "serialNumber": NameOID.SERIAL_NUMBER,
    "C": NameOID.COUNTRY_NAME,
}
SIGNING = (EMAIL_PROTECTION, INDIVIDUAL)


@cache
def key_named(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """One key for a name; making RSA keys is slow."""
    return rsa.generate_private_key(65537, bits)


def name_of(parts: Sequence[tuple[str, str]]) -> x509.Name:
    """All as UTF8String, in which a serial number may hold what a PrintableString may not."""
    return x509.Name([x509.NameAttribute(KINDS[kind], value, _ASN1Type.UTF8String) for kind, value in parts])


def key_usage(*wanted: str) -> x509.KeyUsage:
    every = "digital_signature content_commitment key_encipherment data_encipherment key_agreement key_cert_sign"
    names = (*every.split(), "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: name in wanted for name in names})


@dataclass(frozen=True)
class Workshop:
    """`person` issues a certificate, `cms` signs with it; every argument is something to do wrongly."""

    noon: datetime = NOON
    iin: str = IIN

    def authority(self, key: str = "authority", begin: datetime = BEGIN, end: datetime = END) -> x509.Certificate:
        name, pair = name_of(CA_NAME), key_named(key)
        builder = x509.CertificateBuilder(name, name, pair.public_key(), 1, begin, end)
        return builder.add_extension(x509.BasicConstraints(True, None), True).sign(pair, hashes.SHA256())

    def trust(self, *authorities: x509.Certificate) -> Trust:
        return Trust(tuple(read_certificate(one.public_bytes(Encoding.DER)) for one in authorities))

    def person(
        self,
        subject: Sequence[tuple[str, str]] = PERSON,
        uses: Sequence[str] = SIGNING,
        usage: Sequence[str] = ("digital_signature", "content_commitment"),
        issuer: Sequence[tuple[str, str]] = CA_NAME,
        issuer_key: str = "authority",
        key: rsa.RSAPrivateKey | None = None,
        term: tuple[datetime, datetime] = (BEGIN, END),
        more: Sequence[tuple[x509.ExtensionType, bool]] = (),
    ) -> x509.Certificate:
        public = (key or key_named("person")).public_key()
        builder = x509.CertificateBuilder(name_of(issuer), name_of(subject), public, 77, *term)
        eku = x509.ExtendedKeyUsage([x509.ObjectIdentifier(one) for one in uses])
        for extension, critical in ((key_usage(*usage), True), (eku, False), *more):
            builder = builder.add_extension(extension, critical)
        return builder.sign(key_named(issuer_key), hashes.SHA256())

    def odd_person(self, change: Callable[[Any], None], digest: hashes.HashAlgorithm | None = None) -> bytes:
        """A certificate that the library refuses to make: taken apart, changed, signed by the authority again."""
        odd = asn1.Certificate.load(self.person().public_bytes(Encoding.DER))
        change(odd)
        body = odd["tbs_certificate"].dump(force=True)
        odd["signature_value"] = key_named("authority").sign(body, PKCS1v15(), digest or hashes.SHA256())
        return odd.dump(force=True)

    def cms(
        self,
        content: bytes = b"text",
        certificate: x509.Certificate | bytes | None = None,
        key: rsa.RSAPrivateKey | None = None,
        inside: bytes | None = None,
        digest: str = "sha256",
        along: Sequence[x509.Certificate] = (),
        attributes: Sequence[str] = ("content_type", "message_digest"),
        signers: int = 1,
        show: bool = True,
        kind: str = "data",
    ) -> bytes:
        own = _shown(certificate or self.person())
        signer = _signer_info(own, key or key_named("person"), content, digest, attributes, kind)
        embedded = [own] * show + [_shown(one) for one in along]
        signed = cms.SignedData(
            {
                "version": "v1",
                "digest_algorithms": [{"algorithm": digest}],
                "encap_content_info": {"content_type": "data", "content": inside},
                "certificates": [cms.CertificateChoices("certificate", one) for one in embedded],
                "signer_infos": [signer] * signers,
            }
        )
        return cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()


def _shown(certificate: x509.Certificate | bytes) -> asn1.Certificate:
    return asn1.Certificate.load(
        certificate if isinstance(certificate, bytes) else certificate.public_bytes(Encoding.DER)
    )


def _signer_info(
    shown: asn1.Certificate,
    key: rsa.RSAPrivateKey,
    content: bytes,
    digest: str,
    attributes: Sequence[str],
    kind: str,
) -> cms.SignerInfo:
    values: dict[str, Any] = {"content_type": kind, "message_digest": new_digest(digest, content).digest()}
    signed = cms.CMSAttributes([{"type": one, "values": [values[one]]} for one in attributes])
    message = signed.dump() if attributes else content
    sid = {"issuer": shown.issuer, "serial_number": shown.serial_number}
    info: dict[str, Any] = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", sid),
        "digest_algorithm": {"algorithm": digest},
        "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
        "signature": key.sign(message, PKCS1v15(), getattr(hashes, digest.upper())()),
    }
    return cms.SignerInfo(info | ({"signed_attrs": signed} if attributes else {}))


@pytest.fixture(scope="session")
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture(scope="session")
def trust(workshop: Workshop) -> Trust:
    """The one authority that the verifier is told to believe."""
    return workshop.trust(workshop.authority())


@pytest.fixture(scope="session")
def make_key() -> Any:
    return key_named


@pytest.fixture(scope="session")
def refusal(workshop: Workshop, trust: Trust) -> Any:
    """The code with which a signature over b"text" is refused, None where it is accepted."""

    def code(signature: bytes, content: bytes = b"text", **how: Any) -> str | None:
        asked = {"trust": trust, "at": workshop.noon, "purpose": "signing"} | how
        try:
            verify(signature, content, **asked)
        except Refused as refused:
            return refused.code
        return None

    return code
