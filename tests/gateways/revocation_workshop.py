"""Lists of revoked certificates and OCSP answers for tests, by either kind of key, rightly and wrongly made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from asn1crypto import ocsp as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from housing.gateways.eds.certificates import items
from tests.gateways.gost_signing import wrapped
from tests.gateways.workshop import CA_NAME, END, NOON, Workshop, name_of

HOUR = timedelta(hours=1)
SERIAL = 77  # of the person that a workshop makes
OCSP_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.9")
RESPONDER = (("CN", "ЖАУАП БЕРУШІ"), ("C", "KZ"))
#: As the national responder's certificate has it: an extension whose value is empty.
NOCHECK = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.3.6.1.5.5.7.48.1.5"), b"")
Extensions = Sequence[tuple[x509.ExtensionType, bool]]


def delta(base: int = 1) -> tuple[x509.ExtensionType, bool]:
    return x509.DeltaCRLIndicator(base), True


def crl(
    workshop: Workshop,
    revoked: Mapping[int, datetime | None] | None = None,
    *,
    issued: datetime = NOON - HOUR,
    until: datetime = NOON + HOUR,
    key: str = "authority",
    issuer: Sequence[tuple[str, str]] = CA_NAME,
    more: Extensions = (),
) -> bytes:
    """DER. `revoked`: since when, by serial number; None says that a hold has ended."""
    builder = x509.CertificateRevocationListBuilder(name_of(issuer), issued, until)
    for extension, critical in ((x509.CRLNumber(7), False), *more):
        builder = builder.add_extension(extension, critical)
    for serial, since in (revoked or {}).items():
        builder = builder.add_revoked_certificate(entry(serial, since))
    own = workshop.key(key)
    return workshop.finished(builder.sign(workshop.pen(own), hashes.SHA256()).public_bytes(Encoding.DER), own)


def entry(serial: int, since: datetime | None) -> x509.RevokedCertificate:
    lifted = x509.CRLReason(x509.ReasonFlags.remove_from_crl)
    builder = x509.RevokedCertificateBuilder(serial, since or NOON - HOUR)
    return (builder if since else builder.add_extension(lifted, False)).build()


def delegate(
    workshop: Workshop,
    *,
    uses: Sequence[x509.ObjectIdentifier] = (OCSP_SIGNING,),
    key: str = "responder",
    issuer_key: str = "authority",
    issuer: Sequence[tuple[str, str]] = CA_NAME,
    end: datetime = END,
    more: Extensions = ((NOCHECK, False),),
) -> x509.Certificate:
    """A responder's certificate, as the authority gives it."""
    holder, begin = workshop.key(key), NOON - 24 * HOUR
    public = workshop.pen(holder).public_key()
    builder = x509.CertificateBuilder(name_of(issuer), name_of(RESPONDER), public, 5, begin, end)
    for extension, critical in ((x509.ExtendedKeyUsage(uses), False), *more):
        builder = builder.add_extension(extension, critical)
    return workshop.issued(builder, workshop.key(issuer_key), holder)


def answer(
    workshop: Workshop,
    question: bytes,
    *,
    status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
    since: datetime | None = None,
    at: datetime = NOON,
    lasts: timedelta | None = HOUR,
    nonce: bytes | None = None,
    echo: bool = True,
    serial: int | None = None,
    by: x509.Certificate | None = None,
    by_key: bool = False,
    along: Sequence[x509.Certificate] = (),
    key: str = "authority",
) -> bytes:
    """DER. `echo`: with the nonce of the question, or with `nonce`. `by`: who answers, `by_key`: named by their key."""
    asked, who = ocsp.load_der_ocsp_request(question), by or workshop.authority()
    encoding = ocsp.OCSPResponderEncoding.HASH if by_key else ocsp.OCSPResponderEncoding.NAME
    said, own = at.astimezone(UTC), workshop.key(key)
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        asked.issuer_name_hash, asked.issuer_key_hash, serial or asked.serial_number, asked.hash_algorithm,
        status, said, said + lasts if lasts else None, since, None,
    ).responder_id(encoding, who)  # fmt: skip
    if echo:
        sent = asked.extensions.get_extension_for_class(x509.OCSPNonce).value.nonce
        builder = builder.add_extension(x509.OCSPNonce(nonce or sent), False)
    made = builder.sign(workshop.pen(own), hashes.SHA256()).public_bytes(Encoding.DER)
    return _in_response(made, [one.public_bytes(Encoding.DER) for one in along], workshop, own)


def _in_response(made: bytes, along: Sequence[bytes], workshop: Workshop, key: object) -> bytes:
    """Finishes the signed part and puts certificates beside it."""
    response = asn1.OCSPResponse.load(made)
    basic = workshop.finished(bytes(response["response_bytes"]["response"]), key)
    parts = items(basic)[:3]
    if along:
        parts.append(wrapped(0xA0, wrapped(0x30, *along)))
    response["response_bytes"]["response"] = wrapped(0x30, *parts)
    return response.dump()
