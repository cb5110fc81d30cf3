"""To whom, how and within which term a person complains: what a refusal must name (law.md, part 7)."""

from __future__ import annotations

from dataclasses import dataclass

from housing.queries.reference.names import in_order
from housing.reference_data.law_numbers import Numbers, with_numbers


@dataclass(frozen=True, slots=True)
class Body:
    """Words in one language."""

    name: str
    how: str
    term: str


def complaint_bodies(language: str, numbers: Numbers) -> list[Body]:
    """Those of today, in the order in which they are told; `numbers`: those of the law by which the case is judged."""
    rows = in_order("complaint_bodies").values()
    parts = ("name", "how", "term")
    return [Body(*(with_numbers(row[part][language], numbers, language) for part in parts)) for row in rows]
