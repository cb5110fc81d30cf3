"""GOST 34.10-2015 keys and signatures for tests: plain affine arithmetic, so that it shares nothing with the product.

It is checked against gostcrypto, whose own signing takes a tenth of a second. The secrets are digests of names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from hashlib import sha512

from asn1crypto import core
from gostcrypto import gosthash
from gostcrypto.gostsignature import CURVES_R_1323565_1_024_2019

KEY, SIGNATURE, DIGEST = "1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.2.3.2", "1.2.398.3.10.1.3.3"
PARAMETERS = "1.2.398.3.10.1.1.2.2.1"
CURVE = CURVES_R_1323565_1_024_2019["id-tc26-gost-3410-12-512-paramSetA"]
P, Q, A = CURVE["p"], CURVE["q"], CURVE["a"]
BASE = (CURVE["x"], CURVE["y"])
#: Bits of a digit: each sum takes an inversion, and is kept for the next signature.
WINDOW = 6

Point = tuple[int, int]


@dataclass(frozen=True)
class GostKey:
    """`key_info`: SubjectPublicKeyInfo, which need not belong to the secret."""

    secret: int
    key_info: bytes


@cache
def gost_key(name: str) -> GostKey:
    secret = int.from_bytes(sha512(name.encode()).digest()) % Q
    return GostKey(secret, key_info(multiple(secret)))


def key_info(point: Point, parameters: str = PARAMETERS, digest: str = DIGEST) -> bytes:
    """X and Y little-endian in an OCTET STRING inside the BIT STRING (eds.md, section 3)."""
    algorithm = wrapped(0x30, oid(KEY), wrapped(0x30, oid(parameters), oid(digest)))
    return wrapped(0x30, algorithm, wrapped(0x03, b"\x00", wrapped(0x04, little(point[0]), little(point[1]))))


def streebog(content: bytes) -> bytes:
    return bytes(gosthash.new("streebog512", data=content).digest())


def sign(key: GostKey, message: bytes) -> bytes:
    """r and s, little-endian."""
    digest = streebog(message)
    once = int.from_bytes(sha512(little(key.secret) + digest).digest()) % Q
    return signed_with(key.secret, once, int.from_bytes(digest, "little"))


def signed_with(secret: int, once: int, number: int) -> bytes:
    """GOST R 34.10-2012, section 6.1; `once`: the number that must be another one for every message."""
    r = multiple(once)[0] % Q
    return little(r) + little((r * secret + once * (number % Q or 1)) % Q)


def multiple(scalar: int) -> Point:
    """Of the base point; no sum on the way is at infinity or meets itself, for scalars taken from digests."""
    places = ((place, scalar >> place * WINDOW & (1 << WINDOW) - 1) for place in range(-(-512 // WINDOW)))
    return reduce(_added, (_digit(place, digit) for place, digit in places if digit))


@cache
def _digit(place: int, digit: int) -> Point:
    """A digit of a number in base 2^WINDOW, times the base point."""
    powers = _powers()[place * WINDOW :]
    return reduce(_added, (powers[bit] for bit in range(WINDOW) if digit >> bit & 1))


@cache
def _powers() -> list[Point]:
    """2^i times the base point."""
    found = [BASE]
    for _ in range(511):
        x, y = found[-1]
        found.append(_crossed((x, y), (x, y), (3 * x * x + A) * pow(2 * y, -1, P)))
    return found


def _added(one: Point, other: Point) -> Point:
    return _crossed(one, other, (other[1] - one[1]) * pow(other[0] - one[0], -1, P))


def _crossed(one: Point, other: Point, slope: int) -> Point:
    x = (slope * slope - one[0] - other[0]) % P
    return x, (slope * (one[0] - x) - one[1]) % P


def little(number: int) -> bytes:
    return number.to_bytes(64, "little")


def oid(dotted: str) -> bytes:
    return core.ObjectIdentifier(dotted).dump()


def wrapped(tag: int, *parts: bytes) -> bytes:
    """DER: tag, length, contents."""
    contents = b"".join(parts)
    if len(contents) < 0x80:
        return bytes((tag, len(contents))) + contents
    length = len(contents).to_bytes((len(contents).bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + contents
