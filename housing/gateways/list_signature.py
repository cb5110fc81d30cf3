"""The bank's signature over a file that everybody may take: CMS (RFC 5652) beside the file, not in it."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder

from housing.gateways.pades import NoticeKey

#: The file is signed byte for byte as it is, and does not stand in the signature a second time.
OPTIONS = [PKCS7Options.DetachedSignature, PKCS7Options.Binary, PKCS7Options.NoCapabilities]


def sign_file(content: bytes, key: NoticeKey) -> bytes:
    """DER; the certificates up to the root go with it, so that it can be checked without asking for them."""
    builder = PKCS7SignatureBuilder().set_data(content).add_signer(key.certificate, key.key, SHA256())
    for above in key.chain:
        builder = builder.add_certificate(above)
    return builder.sign(Encoding.DER, OPTIONS)
