"""How long a text message is: what it is written in, and how many parts it is billed as (GSM 03.38, 03.40)."""

from __future__ import annotations

from typing import NamedTuple

#: Letters that take one place in the seven-bit alphabet, and those that take two, behind an escape.
PLAIN = frozenset(
    "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n\u00d8\u00f8\r\u00c5\u00e5\u0394_\u03a6\u0393\u039b\u03a9"
    "\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9 !\"#\u00a4%&'()*+,-./0123456789:;<=>?"
    "\u00a1ABCDEFGHIJKLMNOPQRSTUVWXYZ\u00c4\u00d6\u00d1\u00dc\u00a7\u00bfabcdefghijklmnopqrstuvwxyz"
    "\u00e4\u00f6\u00f1\u00fc\u00e0"
)
ESCAPED = frozenset("\f^{}\\[~]|\u20ac")


class MessageLength(NamedTuple):
    """`units`: places taken of `single` in one message, of `part` in each part of a longer one."""

    coding: str
    units: int
    single: int
    part: int
    parts: int


def measure_message(text: str) -> MessageLength:
    """One letter outside the seven-bit alphabet puts the whole text into UCS-2, where an emoji takes two places.

    No text is no message. A character is never cut in two: neither an escaped one nor a surrogate pair.
    """
    if set(text) <= PLAIN | ESCAPED:
        return count_segments("GSM-7", [2 if letter in ESCAPED else 1 for letter in text], 160, 153)
    return count_segments("UCS-2", [2 if letter > "\uffff" else 1 for letter in text], 70, 67)


def count_segments(coding: str, widths: list[int], single: int, part: int) -> MessageLength:
    units = sum(widths)
    if units <= single:
        return MessageLength(coding, units, single, part, min(units, 1))
    parts, left = 1, part
    for width in widths:
        if width > left:
            parts, left = parts + 1, part
        left -= width
    return MessageLength(coding, units, single, part, parts)
