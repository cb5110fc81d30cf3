"""The demo authority's OCSP responder: says of each of its certificates that it is good, or when it was revoked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from housing.demo.authority import Authority

FRESH = timedelta(minutes=10)


def answer(authority: Authority, question: bytes, now: datetime, revoked: dict[int, datetime]) -> bytes:
    """The answer in DER, signed by the authority itself. `revoked`: when, by the serial number of a certificate.

    Raises ValueError where the question is none.
    """
    asked = ocsp.load_der_ocsp_request(question)
    since, moment = revoked.get(asked.serial_number), now.astimezone(UTC).replace(microsecond=0)
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response_by_hash(
            asked.issuer_name_hash,
            asked.issuer_key_hash,
            asked.serial_number,
            asked.hash_algorithm,
            ocsp.OCSPCertStatus.REVOKED if since else ocsp.OCSPCertStatus.GOOD,
            moment,
            moment + FRESH,
            since,
            x509.ReasonFlags.key_compromise if since else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.NAME, authority.certificate)
    )
    for extension in asked.extensions:
        if isinstance(extension.value, x509.OCSPNonce):
            builder = builder.add_extension(extension.value, critical=False)
    return builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER)
