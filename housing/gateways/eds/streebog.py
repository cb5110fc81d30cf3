"""Streebog-512, the digest of GOST 34.11-2012 (СТ РК 34.11): uncertified, see `gost`.

The tables are those of `gostcrypto`. Its own loop goes byte by byte; on whole 512-bit numbers the same digest takes a
third of the time, and a list of revoked certificates is long. Numbers are little-endian throughout.
"""

from struct import Struct

from gostcrypto.gosthash.gost_34_11_2012 import _C, _T

_BLOCK = 64  # bytes
_LOW = 2**512 - 1
_T1, _T2, _T3, _T4, _T5, _T6, _T7, _T8 = _T
_ROUNDS = [int.from_bytes(bytes(one), "little") for one in _C]
_packed = Struct("<8Q").pack


def streebog512(content: bytes) -> bytes:
    """The digest, 64 bytes, in the order in which KZ software writes it."""
    state = length = total = 0
    whole = len(content) - len(content) % _BLOCK
    for start in range(0, whole, _BLOCK):
        block = int.from_bytes(content[start : start + _BLOCK], "little")
        state = _compress_block(state, length, block)
        length, total = length + 8 * _BLOCK, (total + block) & _LOW
    last = int.from_bytes(content[whole:] + b"\x01", "little")
    state = _compress_block(state, length, last)
    length, total = length + 8 * (len(content) - whole), (total + last) & _LOW
    return _compress_block(_compress_block(state, 0, length), 0, total).to_bytes(_BLOCK, "little")


def _compress_block(state: int, length: int, block: int) -> int:
    key = _mix_columns(state ^ length)
    text = key ^ block
    for constant in _ROUNDS:
        text = _mix_columns(text)
        key = _mix_columns(key ^ constant)
        text ^= key
    return text ^ state ^ block


def _mix_columns(number: int) -> int:
    """Substitution, transposition and linear map at once: a column of eight bytes gives a row of eight."""
    raw = number.to_bytes(_BLOCK, "little")
    columns = zip(raw[:8], raw[8:16], raw[16:24], raw[24:32], raw[32:40], raw[40:48], raw[48:56], raw[56:], strict=True)
    rows = [_T1[a] ^ _T2[b] ^ _T3[c] ^ _T4[d] ^ _T5[e] ^ _T6[f] ^ _T7[g] ^ _T8[h] for a, b, c, d, e, f, g, h in columns]
    return int.from_bytes(_packed(*rows), "little")
