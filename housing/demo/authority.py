"""The demo's certification authority: keys and certificates of demo people, shaped like those of the national one.

Its certificate bears a mark by which production recognises and refuses it. Private keys of demo people lie unencrypted
in the demo's folder: they open nothing outside it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs7,
)
from cryptography.x509.oid import NameOID

from housing.demo.people import CertificateSubject
from housing.gateways.eds import Purpose
from housing.gateways.eds.certificates import CLIENT_AUTH, EMAIL_PROTECTION, INDIVIDUAL
from housing.gateways.eds.trust import DEMO_ISSUER_MARK, SUMS
from housing.gateways.seal import write_beside, write_new_file

NAME = "ҰКО DEMO – KEZEK"
BANK = "DEMO БАНК – KEZEK"
BOTH: tuple[Purpose, ...] = ("sign-in", "signing")
# The demo clock can be moved by years, so demo certificates do not end within a lifetime of the demo.
NOT_BEFORE = datetime(2020, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2049, 12, 31, tzinfo=UTC)
_USES: dict[Purpose, str] = {"sign-in": CLIENT_AUTH, "signing": EMAIL_PROTECTION}

Pair = tuple[rsa.RSAPrivateKey, x509.Certificate]


@dataclass(frozen=True)
class Authority:
    """Made at the first start and kept: `open` it. `key` signs the certificates of demo people."""

    folder: Path
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @classmethod
    def open(cls, folder: Path) -> "Authority":
        """The authority kept in `folder`, made there if there is none, and its trust folder `folder/trust`."""
        key, certificate = _kept(folder / "authority.pem", _new_authority)
        authority = cls(folder, key, certificate)
        _publish(folder / "trust", certificate.public_bytes(Encoding.PEM))
        return authority

    @property
    def trust_folder(self) -> Path:
        """Certificate and SHA256SUMS, as `housing.gateways.eds.load_trust` reads them."""
        return self.folder / "trust"

    def certificate_for(self, subject: CertificateSubject, *, purposes: tuple[Purpose, ...] = BOTH) -> Pair:
        """A demo person's key and certificate, made once. The file's name is a digest: no IIN in names of files."""
        who = "\0".join((*subject, *sorted(purposes)))
        file = self.folder / "people" / f"{sha256(who.encode()).hexdigest()}.pem"
        return _kept(file, lambda: self._new_person(person_name(subject), purposes))

    def bank(self) -> Path:
        """The file of the demo bank's key and certificate, made once: with it the demo's notices are sealed."""
        file = self.folder / "bank.pem"
        _kept(file, self._new_bank)
        return file

    def sign(self, subject: CertificateSubject, data: bytes, purpose: Purpose, attached: bool = False) -> bytes:
        """CMS (DER) over `data` by the person's key for this purpose, as NCALayer makes it: with signed attributes."""
        return _signed(self.certificate_for(subject, purposes=(purpose,)), data, attached)

    def sign_once(self, subject: CertificateSubject, data: bytes, purpose: Purpose) -> bytes:
        """As `sign`, by a certificate that is kept nowhere, over one key for all: for people nobody signs in as."""
        return _signed(self._new_person(person_name(subject), (purpose,), _key_of_a_crowd()), data, attached=False)

    def _new_bank(self) -> Pair:
        key = rsa.generate_private_key(65537, 2048)
        builder = (
            _certificate(_demo_name(BANK), self.certificate.subject, key.public_key())
            .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        return key, builder.sign(self.key, hashes.SHA256())

    def _new_person(self, name: x509.Name, purposes: tuple[Purpose, ...], key: rsa.RSAPrivateKey | None = None) -> Pair:
        key = key or rsa.generate_private_key(65537, 2048)
        uses = [x509.ObjectIdentifier(oid) for oid in (*(_USES[one] for one in purposes), INDIVIDUAL)]
        builder = (
            _certificate(name, self.certificate.subject, key.public_key())
            .add_extension(_key_usage(purposes), critical=True)
            .add_extension(x509.ExtendedKeyUsage(uses), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )
        return key, builder.sign(self.key, hashes.SHA256())


@cache
def _key_of_a_crowd() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _signed(pair: Pair, data: bytes, attached: bool) -> bytes:
    key, certificate = pair
    options = [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoCapabilities]
    if not attached:
        options.append(pkcs7.PKCS7Options.DetachedSignature)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(data).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(Encoding.DER, options)


def person_name(subject: CertificateSubject) -> x509.Name:
    """The subject as in the national certificates: GIVENNAME holds the patronymic."""
    parts = {
        NameOID.COMMON_NAME: f"{subject.surname} {subject.given}".strip(),
        NameOID.SURNAME: subject.surname,
        NameOID.SERIAL_NUMBER: f"IIN{subject.iin}",
        NameOID.COUNTRY_NAME: "KZ",
        NameOID.GIVEN_NAME: subject.patronymic,
    }
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts.items() if value])


def _new_authority() -> Pair:
    key = rsa.generate_private_key(65537, 2048)
    name = _demo_name(NAME)
    builder = (
        _certificate(name, name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
    )
    return key, builder.sign(key, hashes.SHA256())


def _demo_name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, common),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "DEMO"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, DEMO_ISSUER_MARK),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
        ]
    )


def _certificate(subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number(), NOT_BEFORE, NOT_AFTER)
    ).add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _key_usage(purposes: tuple[Purpose, ...]) -> x509.KeyUsage:
    return _usage(
        digital_signature=True,
        content_commitment="signing" in purposes,
        key_encipherment="sign-in" in purposes,
    )


def _usage(**wanted: bool) -> x509.KeyUsage:
    every = (
        "digital_signature content_commitment key_encipherment data_encipherment key_agreement "
        "key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in every.split()})


def _publish(folder: Path, pem: bytes) -> None:
    """The trust folder belongs to the authority beside it, whatever was there before.

    What is right already is not written again: another process may be reading it at this moment.
    """
    folder.mkdir(exist_ok=True)
    wanted = {"authority.cer": pem, SUMS: f"{sha256(pem).hexdigest()}  authority.cer\n".encode()}
    for name, content in wanted.items():
        file = folder / name
        if not file.exists() or file.read_bytes() != content:
            write_beside(file, content).replace(file)


def _kept(file: Path, make: Callable[[], Pair]) -> Pair:
    """Key and certificate of one file; made at first need, and where two need it at once, the first one's stay."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made, certificate = make()
        private = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        write_new_file(file, private + certificate.public_bytes(Encoding.PEM))
    content = file.read_bytes()
    # It is a key of our own making: to prove its primes again at every use would cost 40 ms.
    key = load_pem_private_key(content, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError(f"{file.name} holds no RSA key")
    return key, x509.load_pem_x509_certificate(content)
