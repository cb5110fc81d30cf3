"""A workshop that makes signatures for the verifier: good ones, and those of a forger or a broken program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import NameOID

from housing.gateways.eds import Trust
from housing.gateways.eds.certificates import CLIENT_AUTH, EMAIL_PROTECTION, INDIVIDUAL, read_certificate

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
ATTRIBUTES = ("content_type", "message_digest")


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


class Workshop:
    """`person` issues a certificate, `cms` signs with it; every argument is something to do wrongly.

    What is RSA stands in the upper half; a workshop of another kind of key replaces that half.
    """

    noon, iin = NOON, IIN
    digest, algorithm, sealing = "sha256", "rsassa_pkcs1v15", "sha256_rsa"
    #: What a certificate for signing in has otherwise than one for signing.
    login: dict[str, Any] = {"uses": (CLIENT_AUTH, INDIVIDUAL), "usage": ("digital_signature", "key_encipherment")}

    def key(self, name: str) -> Any:
        return key_named(name)

    def key_info(self, key: Any) -> bytes:
        """SubjectPublicKeyInfo."""
        return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def digested(self, digest: str, content: bytes) -> bytes:
        return new_digest(digest, content).digest()

    def signature(self, key: Any, digest: str, message: bytes) -> bytes:
        return key.sign(message, PKCS1v15(), getattr(hashes, digest.upper())())

    def pen(self, key: Any) -> rsa.RSAPrivateKey:
        """The key with which the library writes what `finished` finishes."""
        return key

    def finished(self, der: bytes, key: Any, holder: Any = None) -> bytes:
        """A certificate for `holder`, a list or an answer, as if `key` had signed it."""
        return der

    # ------------------------------------------------------------------------------------------ the same for every key

    def authority(
        self,
        key: str = "authority",
        begin: datetime = BEGIN,
        end: datetime = END,
        name: Sequence[tuple[str, str]] = CA_NAME,
    ) -> x509.Certificate:
        known, own = name_of(name), self.key(key)
        builder = x509.CertificateBuilder(known, known, self.pen(own).public_key(), 1, begin, end)
        return self.issued(builder.add_extension(x509.BasicConstraints(True, None), True), own, own)

    def trust(self, *authorities: x509.Certificate) -> Trust:
        return Trust(tuple(read_certificate(one.public_bytes(Encoding.DER)) for one in authorities))

    def person(
        self,
        subject: Sequence[tuple[str, str]] = PERSON,
        uses: Sequence[str] = SIGNING,
        usage: Sequence[str] = ("digital_signature", "content_commitment"),
        issuer: Sequence[tuple[str, str]] = CA_NAME,
        issuer_key: str = "authority",
        key: Any = None,
        term: tuple[datetime, datetime] = (BEGIN, END),
        more: Sequence[tuple[x509.ExtensionType, bool]] = (),
        serial: int = 77,
    ) -> x509.Certificate:
        holder = key or self.key("person")
        public = self.pen(holder).public_key()
        builder = x509.CertificateBuilder(name_of(issuer), name_of(subject), public, serial, *term)
        eku = x509.ExtendedKeyUsage([x509.ObjectIdentifier(one) for one in uses])
        for extension, critical in ((key_usage(*usage), True), (eku, False), *more):
            builder = builder.add_extension(extension, critical)
        return self.issued(builder, self.key(issuer_key), holder)

    def issued(self, builder: x509.CertificateBuilder, key: Any, holder: Any) -> x509.Certificate:
        written = builder.sign(self.pen(key), hashes.SHA256())
        return x509.load_der_x509_certificate(self.finished(written.public_bytes(Encoding.DER), key, holder))

    def odd_person(self, change: Callable[[Any], None], digest: hashes.HashAlgorithm | None = None) -> bytes:
        """A certificate that the library refuses to make: taken apart, changed, signed by the authority again."""
        odd = asn1.Certificate.load(self.person().public_bytes(Encoding.DER))
        change(odd)
        body = odd["tbs_certificate"].dump(force=True)
        odd["signature_value"] = self.key("authority").sign(body, PKCS1v15(), digest or hashes.SHA256())
        return odd.dump(force=True)

    def cms(
        self,
        content: bytes = b"text",
        certificate: x509.Certificate | bytes | None = None,
        key: Any = None,
        inside: bytes | None = None,
        digest: str | None = None,
        along: Sequence[x509.Certificate] = (),
        attributes: Sequence[str] = ATTRIBUTES,
        signers: int = 1,
        show: bool = True,
        kind: str = "data",
        clock: datetime = NOON,
    ) -> bytes:
        """`clock`: the citizen's, for the attribute "signing_time"."""
        own, digest = _shown(certificate or self.person()), digest or self.digest
        values = {"content_type": kind, "message_digest": self.digested(digest, content), "signing_time": _time(clock)}
        said = cms.CMSAttributes([{"type": one, "values": [values[one]]} for one in attributes])
        signer = self._signer(own, key or self.key("person"), digest, said if attributes else None, content)
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

    def _signer(
        self, shown: asn1.Certificate, key: Any, digest: str, said: cms.CMSAttributes | None, content: bytes
    ) -> cms.SignerInfo:
        sid = {"issuer": shown.issuer, "serial_number": shown.serial_number}
        info: dict[str, Any] = {
            "version": "v1",
            "sid": cms.SignerIdentifier("issuer_and_serial_number", sid),
            "digest_algorithm": {"algorithm": digest},
            "signature_algorithm": {"algorithm": self.algorithm},
            "signature": self.signature(key, digest, content if said is None else said.dump()),
        }
        return cms.SignerInfo(info if said is None else info | {"signed_attrs": said})


#: For a test of what only RSA has, or what only GOST has.
only_rsa = pytest.mark.parametrize("workshop", [Workshop], ids=["rsa"], indirect=True)


def _shown(certificate: x509.Certificate | bytes) -> asn1.Certificate:
    return asn1.Certificate.load(
        certificate if isinstance(certificate, bytes) else certificate.public_bytes(Encoding.DER)
    )


def _time(moment: datetime) -> cms.Time:
    return cms.Time({"utc_time": moment})
