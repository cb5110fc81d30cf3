"""The workshop with GOST 34.10-2015 keys, under the object identifiers of Kazakhstan.

The library makes everything with an RSA key, for it knows no GOST; then algorithm, key and signature are exchanged.
"""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from housing.gateways.eds.der import split_items
from tests.gateways.gost_signing import DIGEST, SIGNATURE, GostKey, gost_key, oid, sign, streebog, wrapped
from tests.gateways.workshop import Workshop, key_named

ALGORITHM = wrapped(0x30, oid(SIGNATURE))


class GostWorkshop(Workshop):
    """Makes what `Workshop` makes, rightly and wrongly."""

    digest, algorithm, sealing = DIGEST, SIGNATURE, SIGNATURE
    #: One key for both uses, and its certificate names emailProtection only.
    login: dict[str, Any] = {}

    def key(self, name: str) -> GostKey:
        return gost_key(name)

    def key_info(self, key: GostKey) -> bytes:
        return key.key_info

    def digested(self, digest: str, content: bytes) -> bytes:
        return streebog(content) if digest == DIGEST else super().digested(digest, content)

    def signature(self, key: GostKey, digest: str, message: bytes) -> bytes:
        return sign(key, message)

    def pen(self, key: GostKey) -> rsa.RSAPrivateKey:
        return key_named("pen")

    def finished(self, der: bytes, key: GostKey, holder: GostKey | None = None) -> bytes:
        body, algorithm, _, *rest = split_items(der)
        exchanged = {algorithm: ALGORITHM}
        if holder:
            exchanged[super().key_info(key_named("pen"))] = holder.key_info
        body = wrapped(body[0], *(exchanged.get(part, part) for part in split_items(body)))
        return wrapped(0x30, body, ALGORITHM, wrapped(0x03, b"\x00", sign(key, body)), *rest)


only_gost = pytest.mark.parametrize("workshop", [GostWorkshop], ids=["gost"], indirect=True)
