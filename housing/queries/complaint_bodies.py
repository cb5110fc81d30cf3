"""To whom, how and within which term a person complains: what a refusal must name (law.md, part 7)."""

from __future__ import annotations

from dataclasses import dataclass

from housing.queries.names import in_order


@dataclass(frozen=True, slots=True)
class Body:
    """Words in one language."""

    name: str
    how: str
    term: str


def complaint_bodies(language: str) -> list[Body]:
    """Those of today, in the order in which they are told."""
    rows = in_order("complaint_bodies").values()
    return [Body(*(row[field][language] for field in ("name", "how", "term"))) for row in rows]
