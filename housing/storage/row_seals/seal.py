"""A seal over one row, and the sums over many of them (docs/adr/0047).

`marshal` in its second version writes the values of a row without choice, each with its type: tests/storage holds its
bytes. Marks name the column that was changed and prove nothing by themselves: the MAC is over them too.
"""

from __future__ import annotations

import hmac
import struct
from hashlib import shake_256
from itertools import repeat
from marshal import dumps
from typing import Any, NamedTuple
from zlib import crc32

from housing.storage.row_seals.bound_tables import BoundTable
from housing.storage.row_seals.key_ring import JournalKey

#: Bytes of a seal: number of the key and of the transaction, then the MAC, then the marks.
HEAD, MAC = 7, 16
MARKS = HEAD + MAC
#: Sums are of a field (2^521 - 1 is prime), so that one seal that is missing from a sum is found by division.
PRIME = (1 << 521) - 1
WIDTH = 66
#: So many sums for each table: one row of each part is named even where it went together with its seal.
PARTS = 16


def seal_row(key: JournalKey, table: BoundTable, transaction: int, values: tuple[Any, ...]) -> bytes:
    """`values`: as they are stored, in the order of the table's columns."""
    head = struct.pack(">BIH", key.number, transaction >> 16, transaction & 0xFFFF)
    marks = mark_columns(key, table, head, values)
    return head + mac_row(key, table, head, marks, values) + marks


def mac_row(key: JournalKey, table: BoundTable, head: bytes, marks: bytes, values: tuple[Any, ...]) -> bytes:
    return hmac.digest(key.row, table.prefix + head + marks + dumps(values, 2), "sha256")[:MAC]


def fits(key: JournalKey, table: BoundTable, seal: bytes, values: tuple[Any, ...]) -> bool:
    return mac_row(key, table, seal[:HEAD], seal[MARKS:], values) == seal[HEAD:MARKS]


def mark_columns(key: JournalKey, table: BoundTable, head: bytes, values: tuple[Any, ...]) -> bytes:
    """Two bytes for each column. Masked by what nobody knows without the key: they tell nothing about a value."""
    sums = struct.pack(f">{len(values)}H", *[crc32(packed) & 0xFFFF for packed in map(dumps, values, repeat(2))])
    of_row = dumps((table.number, *(values[one] for one in table.at)), 2)
    mask = shake_256(key.mark + head + of_row).digest(len(sums))
    return (int.from_bytes(sums, "big") ^ int.from_bytes(mask, "big")).to_bytes(len(sums), "big")


def name_changed(key: JournalKey, table: BoundTable, seal: bytes, values: tuple[Any, ...]) -> list[str]:
    """The columns whose marks do not fit; none of them, where the seal itself was changed."""
    kept, now = seal[MARKS:], mark_columns(key, table, seal[:HEAD], values)
    if len(kept) != len(now):
        return []
    pairs = range(0, len(kept), 2)
    changed = [kept[at : at + 2] != now[at : at + 2] for at in pairs]
    return [name.strip('"') for name, differs in zip(table.columns, changed, strict=True) if differs]


def transaction_of(seal: bytes) -> int:
    return int.from_bytes(seal[1:HEAD], "big")


class Weight(NamedTuple):
    """What one seal is in the sums. `row`: the key as a number, by which it is found again."""

    part: int
    value: int
    row: int


def weigh_seal(key: JournalKey, bound: int, row: Any, seal: bytes) -> Weight:
    """Nobody without the key knows the value: seals cannot be exchanged so that their sum stays."""
    written = str(row).encode("utf-8", "surrogatepass")
    value = int.from_bytes(hmac.digest(key.sum, b"%d,%b " % (bound, written) + seal[:MARKS], "sha256"), "big")
    return Weight(crc32(written) % PARTS, value, int.from_bytes(b"\x01" + written[:64], "big"))


class SealSum:
    """Of the seals of a part of a table; sums are of the field of `PRIME`."""

    __slots__ = ("plain", "seals", "weighted")

    def __init__(self, seals: int = 0, plain: int = 0, weighted: int = 0) -> None:
        self.seals, self.plain, self.weighted = seals, plain, weighted

    def add(self, weight: Weight, sign: int = 1) -> None:
        self.seals += sign
        self.plain = (self.plain + sign * weight.value) % PRIME
        self.weighted = (self.weighted + sign * weight.value * weight.row) % PRIME

    def merge(self, other: SealSum, sign: int = 1) -> None:
        self.seals += sign * other.seals
        self.plain = (self.plain + sign * other.plain) % PRIME
        self.weighted = (self.weighted + sign * other.weighted) % PRIME

    def find_one(self) -> str | None:
        """Of a difference of two sums: the key of the one row that makes it, or None where it is not one."""
        if not self.plain:
            return None
        row = self.weighted * pow(self.plain, -1, PRIME) % PRIME
        written = row.to_bytes(WIDTH, "big").lstrip(b"\0")
        try:
            return written[1:].decode() if written[:1] == b"\x01" and written[1:].isascii() else None
        except UnicodeDecodeError:
            return None
