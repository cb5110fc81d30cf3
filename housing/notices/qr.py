"""The address of the verification page as dark runs of a QR code, to be drawn on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import segno

#: Light dots around the code.
BORDER = 2


class DotRun(NamedTuple):
    """Dark dots side by side: the column of the first, how many."""

    column: int
    length: int


def dark_rows(address: str) -> list[list[DotRun]]:
    """The dark dots of each row of the code with its quiet border; there are as many columns as rows."""
    matrix = segno.make_qr(address, error="m").matrix_iter(border=BORDER)
    return [[DotRun(*run) for run in dark_segments(list(row))] for row in matrix]


def dark_segments(row: list[int]) -> Iterator[tuple[int, int]]:
    """Where dark dots begin and how many stand side by side."""
    start = None
    for at, dot in enumerate([*row, 0]):
        if dot and start is None:
            start = at
        elif not dot and start is not None:
            yield start, at - start
            start = None
