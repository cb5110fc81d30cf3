"""Which digests and signatures are accepted: RSA with SHA-2, GOST 34.10-2015 of 512 bits with Streebog-512.

Every decision about an algorithm is made here, by object identifier. SHA-1, short RSA keys, GOST of 2004 and GOST-2015
of 256 bits (no sample, parameters unknown) are refused.
"""

import hashlib

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from housing.gateways.eds import gost
from housing.gateways.eds.refusals import SignatureRefused
from housing.gateways.eds.streebog import streebog512

SHA256 = "2.16.840.1.101.3.4.2.1"
SHA384 = "2.16.840.1.101.3.4.2.2"
SHA512 = "2.16.840.1.101.3.4.2.3"
RSA = "1.2.840.113549.1.1.1"

_HASHES: dict[str, hashes.HashAlgorithm] = {SHA256: hashes.SHA256(), SHA384: hashes.SHA384(), SHA512: hashes.SHA512()}
# sha256WithRSAEncryption and its longer sisters: the digest that the name promises.
_RSA_WITH = {"1.2.840.113549.1.1.11": SHA256, "1.2.840.113549.1.1.12": SHA384, "1.2.840.113549.1.1.13": SHA512}
_SHORTEST_RSA_KEY = 2048  # bits; the authority issues 2048 to people and 4096 to itself


def digest_of(algorithm: str, content: bytes) -> bytes:
    """Digest of `content` by the digest algorithm's object identifier; ALG_NOT_ALLOWED for all others."""
    if algorithm == gost.DIGEST:
        return streebog512(content)
    if algorithm not in _HASHES:
        raise SignatureRefused("ALG_NOT_ALLOWED")
    return hashlib.new(_HASHES[algorithm].name, content).digest()


def check_signature(
    public_key_info: bytes,
    algorithm: str,
    digest: str | None,
    signature: bytes,
    message: bytes,
    *,
    pinned: bool = False,
) -> bool:
    """Does `signature` over `message` come from the key in `public_key_info` (DER SubjectPublicKeyInfo)?

    `algorithm` and `digest` are dotted object identifiers; `digest` is None where the algorithm names it, as in a
    certificate. `pinned`: the key is an authority's and will be met again. Refuses an algorithm or a key that is not
    accepted with ALG_NOT_ALLOWED; a wrong signature is False.
    """
    if algorithm == gost.SIGNATURE and digest in (None, gost.DIGEST):
        return gost.is_signed_by(public_key_info, signature, message, pinned=pinned)
    if algorithm != RSA and algorithm not in _RSA_WITH:
        raise SignatureRefused("ALG_NOT_ALLOWED")
    named = _RSA_WITH.get(algorithm, digest)
    if named not in _HASHES or digest not in (None, named):
        raise SignatureRefused("ALG_NOT_ALLOWED")
    return _rsa_signed(public_key_info, _HASHES[named], signature, message)


def _rsa_signed(public_key_info: bytes, digest: hashes.HashAlgorithm, signature: bytes, message: bytes) -> bool:
    try:
        key = load_der_public_key(public_key_info)
    except (ValueError, UnsupportedAlgorithm):
        return False
    if not isinstance(key, RSAPublicKey):
        return False
    if key.key_size < _SHORTEST_RSA_KEY:
        raise SignatureRefused("ALG_NOT_ALLOWED")
    try:
        key.verify(signature, message, PKCS1v15(), digest)
    except InvalidSignature:
        return False
    return True
