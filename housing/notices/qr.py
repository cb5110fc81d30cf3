"""The address of the verification page as dark runs of a QR code, to be drawn on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import segno


class DotRun(NamedTuple):
    """Dark dots side by side, in the unit of the side: from the left, from the top, width, height."""

    left: float
    top: float
    width: float
    height: float


def dark_runs(address: str, side: float) -> Iterator[DotRun]:
    """The code with its quiet border in a square of that side."""
    rows = [list(row) for row in segno.make(address, error="m").matrix_iter(border=2)]
    dot = side / len(rows)
    for at, row in enumerate(rows):
        for start, length in dark_segments(row):
            yield DotRun(start * dot, at * dot, length * dot, dot)


def dark_segments(row: list[int]) -> Iterator[tuple[int, int]]:
    """Where dark dots begin and how many stand side by side."""
    start = None
    for at, dot in enumerate([*row, 0]):
        if dot and start is None:
            start = at
        elif not dot and start is not None:
            yield start, at - start
            start = None
