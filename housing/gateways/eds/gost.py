"""Signatures of GOST 34.10-2015 with 512 bits, as the National Certification Authority issues keys since 2022.

This is NOT certified cryptography (СТ РК 1073): arithmetic in Python, checked against genuine signatures and a second
implementation. It only verifies: all numbers here are public, no secret enters, so its uneven timing tells nobody
anything. Where certified means are demanded, NCANode with the Kalkan library decides beside it (`modes`).

Curve and digest are those of tc26 (paramSetA, Streebog-512) under object identifiers of Kazakhstan; all numbers are
little-endian: the key is X and Y, the signature r and s, 64 bytes each (GOST R 34.10-2012, section 6.2).
"""

from functools import lru_cache

from gostcrypto.gostsignature import CURVES_R_1323565_1_024_2019

from housing.gateways.eds.refusals import SignatureRefused
from housing.gateways.eds.streebog import streebog512

KEY = "1.2.398.3.10.1.1.2.2"
SIGNATURE = "1.2.398.3.10.1.1.2.3.2"
DIGEST = "1.2.398.3.10.1.3.3"

# SubjectPublicKeyInfo before the point: KEY with the one parameter set and digest that are known, and its wrapping.
_KEY_HEAD = bytes.fromhex(
    "3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a01030303818400048180"
)
_KEY_OID = bytes.fromhex("06092a830e030a01010202")
_SIZE = 64  # bytes of a number

_CURVE: dict[str, int] = CURVES_R_1323565_1_024_2019["id-tc26-gost-3410-12-512-paramSetA"]
_P, _Q, _B = _CURVE["p"], _CURVE["q"], _CURVE["b"]
_FOLD, _LOW = 2**512 - _P, 2**512 - 1

Affine = tuple[int, int]
Jacobian = tuple[int, int, int]  # (x/z², y/z³); z = 0 is the point at infinity
_BASE: Affine = (_CURVE["x"], _CURVE["y"])
_INFINITY: Jacobian = (1, 1, 0)
# Teeth of a comb: more of them make a larger table and a shorter way. A key seen once does not repay a large table.
_ONCE, _OFTEN = 5, 10


def is_signed_by(key_info: bytes, signature: bytes, message: bytes, *, pinned: bool = False) -> bool:
    """Does `signature` over `message` come from the key in `key_info` (DER SubjectPublicKeyInfo)?

    `pinned`: the key is an authority's, met again and again; its table is kept. ALG_NOT_ALLOWED for GOST keys with
    other parameters; whatever else does not fit is False.
    """
    if key_info[: -2 * _SIZE] != _KEY_HEAD:
        if _KEY_OID in key_info[:32]:
            raise SignatureRefused("ALG_NOT_ALLOWED")
        return False
    point = (_parse_number(key_info[-2 * _SIZE : -_SIZE]), _parse_number(key_info[-_SIZE:]))
    if len(signature) != 2 * _SIZE or not _on_curve(point):
        return False
    r, s = _parse_number(signature[:_SIZE]), _parse_number(signature[_SIZE:])
    if not (0 < r < _Q and 0 < s < _Q):
        return False
    inverse = pow(_parse_number(streebog512(message)) % _Q or 1, -1, _Q)
    table = _kept_table(point, _OFTEN) if pinned else _build_comb(point, _ONCE)
    x, _, z = _sum_multiples(((s * inverse % _Q, _kept_table(_BASE, _OFTEN)), (-r * inverse % _Q, table)))
    return z % _P != 0 and x * pow(z, -2, _P) % _P % _Q == r


def _parse_number(raw: bytes) -> int:
    return int.from_bytes(raw, "little")


def _on_curve(point: Affine) -> bool:
    """The curve's order is prime, so that every point on it generates the whole group."""
    x, y = point
    return x < _P and y < _P and (y * y - x * x * x + 3 * x - _B) % _P == 0


def _reduce_partly(number: int) -> int:
    """Congruent and short enough to go on with: 2^512 is congruent to a small number, which spares the division."""
    number = (number & _LOW) + (number >> 512) * _FOLD
    return (number & _LOW) + (number >> 512) * _FOLD


def _double_point(point: Jacobian) -> Jacobian:
    """For a = -3 (EFD, dbl-2001-b)."""
    x, y, z = point
    delta, gamma = _reduce_partly(z * z), _reduce_partly(y * y)
    beta, alpha = _reduce_partly(x * gamma), _reduce_partly(3 * (x - delta) * (x + delta))
    new_x = _reduce_partly(alpha * alpha - 8 * beta)
    return new_x, _reduce_partly(alpha * (4 * beta - new_x) - 8 * gamma * gamma), _reduce_partly(2 * y * z)


def _add_points(point: Jacobian, other: Affine) -> Jacobian:
    """A Jacobian and an affine point (EFD, madd)."""
    x, y, z = point
    if z % _P == 0:
        return (*other, 1)
    squared = _reduce_partly(z * z)
    across = (_reduce_partly(other[0] * squared) - x) % _P
    up = _reduce_partly(other[1] * _reduce_partly(z * squared)) - y
    if across == 0:
        return _double_point(point) if up % _P == 0 else _INFINITY
    second = _reduce_partly(across * across)
    third, middle = _reduce_partly(across * second), _reduce_partly(x * second)
    new_x = _reduce_partly(up * up - third - 2 * middle)
    return new_x, _reduce_partly(up * (middle - new_x) - y * third), _reduce_partly(z * across)


def _to_affine(points: list[Jacobian]) -> list[Affine]:
    """All with one inversion: that of the product. No point may be at infinity."""
    before, product = [], 1
    for _, _, z in points:
        before.append(product)
        product = product * z % _P
    inverse, found = pow(product, -1, _P), []
    for (x, y, z), earlier in zip(reversed(points), reversed(before), strict=True):
        own = inverse * earlier % _P
        inverse = inverse * z % _P
        found.append((x * own * own % _P, y * own * own * own % _P))
    return found[::-1]


def _column_count(teeth: int) -> int:
    return -(-512 // teeth)


def _build_comb(point: Affine, teeth: int) -> list[Affine]:
    """A comb (Lim, Lee): entry m is the sum of 2^(i * columns) times the point over the bits i of m; entry 0 is unused.

    No sum is at infinity: the multipliers are below the order, which is prime.
    """
    spread, tooth = [(*point, 1)], (*point, 1)
    for _ in range(teeth - 1):
        for _ in range(_column_count(teeth)):
            tooth = _double_point(tooth)
        spread.append(tooth)
    single = _to_affine(spread)
    sums: list[Jacobian] = [_INFINITY]
    for entry in range(1, 2**teeth):
        sums.append(_add_points(sums[entry & (entry - 1)], single[(entry & -entry).bit_length() - 1]))
    return [point, *_to_affine(sums[1:])]


_kept_table = lru_cache(maxsize=16)(_build_comb)


def _sum_multiples(products: tuple[tuple[int, list[Affine]], ...]) -> Jacobian:
    """The sum of multiples, each by its comb, with common doublings (Shamir)."""
    combs = [(_comb_entries(scalar, table), table) for scalar, table in products]
    total = _INFINITY
    for column in reversed(range(max(len(digits) for digits, _ in combs))):
        total = _double_point(total)
        for digits, table in combs:
            if column < len(digits) and digits[column]:
                total = _add_points(total, table[digits[column]])
    return total


def _comb_entries(scalar: int, table: list[Affine]) -> list[int]:
    """Which entry of the comb each column takes, the lowest column first."""
    teeth = len(table).bit_length() - 1
    columns = _column_count(teeth)
    bits = [f"{scalar >> tooth * columns & (1 << columns) - 1:0{columns}b}" for tooth in reversed(range(teeth))]
    return [int("".join(column), 2) for column in zip(*bits, strict=True)][::-1]
