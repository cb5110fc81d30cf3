"""Where the crowd of a demo lives: in cities as many as there are people, and more where dwellings are dear.

Inhabitants in thousands, rounded, about 2025. The queue is not spread as people are: in the three cities of republican
significance it is several times as long for their size. What is not named here is a district, or a small town.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

INHABITANTS = {
    "750000000": 2290, "710000000": 1530, "790000000": 1260,
    "151010000": 570, "351010000": 520, "311010000": 430, "631010000": 380, "551010000": 360, "271010000": 370,
    "431010000": 345, "101010000": 330, "231010000": 325, "391010000": 275, "471010000": 270, "611010000": 235,
    "591010000": 220, "331010000": 215, "111010000": 190, "352410000": 175, "471810000": 155, "552210000": 145,
    "392410000": 125, "111610000": 95, "621010000": 90, "352110000": 13, "351610000": 78, "612010000": 75,
    "622010000": 70, "111810000": 65, "191010000": 60, "551610000": 60, "632410000": 50, "611610000": 50,
    "352210000": 45, "391610000": 42, "392010000": 40, "352810000": 38, "331810000": 30, "191810000": 52,
    "621810000": 15, "101810000": 12,
}  # fmt: skip
SMALL = 30
#: Cities of republican significance, and by how much the queue there is longer than their inhabitants would say.
GREAT, LONGER = ("71", "75", "79"), 5.5


def weight_of(settlement: str) -> float:
    return INHABITANTS.get(settlement, SMALL) * (LONGER if settlement[:2] in GREAT else 1.0)


class Homes:
    """`homes`: pairs of a settlement and the branch that serves it."""

    def __init__(self, homes: Sequence[tuple[str, str]]) -> None:
        self.homes, self.upto = homes, list(accumulate(weight_of(code) for code, _ in homes))

    def draw(self, fraction: float) -> tuple[str, str]:
        """The one on which a part of the whole falls, from 0 until 1."""
        return self.homes[bisect(self.upto, fraction * self.upto[-1])]
