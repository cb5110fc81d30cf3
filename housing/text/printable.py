"""The signs in which notices are printed: those of PT Sans, in both of its faces. Pure.

A test compares them with the files of the typeface, which only whoever prints has to open.
"""

from __future__ import annotations

import unicodedata

#: Code points from-to, hexadecimal; without the typeface's private area.
RANGES = (
    "20-7e a0-109 10c-113 116-11f 122-127 12a-12b 12e-131 134-137 139-13e 141-148 14c-14d 150-165 16a-173 "
    "178-17f 192 1f4-1f5 218-21b 237 2bc 2c6-2c7 2d8-2dd 301 394 3a9 3bc 3c0 401-40c 40e-44f 451-45c 45e-45f "
    "462-463 472-475 48a-4c0 4c3-4f9 4fc-4fd 510-513 51c-51d 524-527 1e30-1e31 1e3e-1e3f 1e54-1e55 1e9e 2011 "
    "2013-2014 2018-201a 201c-201e 2020-2022 2026 2030 2039-203a 2044 2081-2084 20ac 20b4 20b6-20b7 20b9-20cf "
    "2113 2116 2122 2126 212e 2202 2206 220f 2211-2212 2215 221a 221e 222b 2248 2260 2264-2265 25ca 2c67-2c68 "
    "fb01-fb02"
)
PRINTABLE = frozenset(
    point
    for first, _, last in (one.partition("-") for one in RANGES.split())
    for point in range(int(first, 16), int(last or first, 16) + 1)
)


def first_unprintable(words: str) -> str:
    """The first sign that a notice cannot bear, or "". What breaks or joins lines and is not seen is none."""
    found = (sign for sign in words if ord(sign) not in PRINTABLE and not sign.isspace())
    return next((sign for sign in found if unicodedata.category(sign) not in ("Cf", "Mn")), "")
