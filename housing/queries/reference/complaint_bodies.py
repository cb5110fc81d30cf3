"""To whom, how and within which term a person complains: what a refusal must name (law.md, part 7)."""

from __future__ import annotations

from dataclasses import dataclass

from housing.queries.reference.names import list_ordered_rows
from housing.reference_data.law_numbers import Numbers, fill_numbers


@dataclass(frozen=True, slots=True)
class ComplaintBody:
    """Words in one language."""

    name: str
    how: str
    term: str


def list_complaint_bodies(language: str, numbers: Numbers) -> list[ComplaintBody]:
    """Those of today, in the order in which they are told; `numbers`: those of the law by which the case is judged."""
    rows = list_ordered_rows("complaint_bodies").values()
    parts = ("name", "how", "term")
    return [ComplaintBody(*(fill_numbers(row[part][language], numbers, language) for part in parts)) for row in rows]
