"""Lists of revoked certificates and OCSP answers for tests, by either kind of key, rightly and wrongly made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha1

from asn1crypto import core
from asn1crypto import ocsp as asn1
from asn1crypto import x509 as names
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from housing.gateways.eds.der import split_items, whole_bytes
from tests.gateways.gost_signing import oid, wrapped
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
    status: str = "good",
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
    critical: bool = False,
) -> bytes:
    """DER. `echo`: with the nonce of the question, or with `nonce`. `by`: who answers, `by_key`: named by their key."""
    asked = asn1.OCSPRequest.load(question)["tbs_request"]
    named, sent = asked["request_list"][0]["req_cert"], asked["request_extensions"][0]["extn_value"].parsed.native
    single = {
        "cert_id": named if serial is None else {**named.native, "serial_number": serial},
        "cert_status": asn1.CertStatus(status, {"revocation_time": since} if since else core.Null()),
        "this_update": at.astimezone(UTC),
        "next_update": at.astimezone(UTC) + lasts if lasts else None,
    }
    extension = {"extn_id": "nonce", "critical": critical, "extn_value": core.OctetString(nonce or sent)}
    body = asn1.ResponseData(
        {
            "responder_id": _named(by or workshop.authority(), by_key),
            "produced_at": at.astimezone(UTC),
            "responses": [single],
            "response_extensions": [extension] if echo else None,
        }
    ).dump()
    return _signed(workshop, key, body, [one.public_bytes(Encoding.DER) for one in along])


def _named(who: x509.Certificate, by_key: bool) -> asn1.ResponderId:
    shown = split_items(split_items(who.public_bytes(Encoding.DER))[0])
    if by_key:
        return asn1.ResponderId("by_key", sha1(whole_bytes(split_items(shown[6])[1])).digest())
    return asn1.ResponderId("by_name", names.Name.load(shown[5]))


def _signed(workshop: Workshop, key: str, body: bytes, along: Sequence[bytes]) -> bytes:
    algorithm = asn1.SignedDigestAlgorithm({"algorithm": workshop.sealing}).dump()
    signature = workshop.signature(workshop.key(key), workshop.digest, body)
    beside = [wrapped(0xA0, wrapped(0x30, *along))] * bool(along)
    basic = wrapped(0x30, body, algorithm, wrapped(0x03, b"\x00", signature), *beside)
    whole = wrapped(0x30, oid("1.3.6.1.5.5.7.48.1.1"), wrapped(0x04, basic))
    return wrapped(0x30, b"\x0a\x01\x00", wrapped(0xA0, whole))
