"""Which documents a basis asks for on a day, as the catalog of kinds has it (Annex 1, row 9)."""

from __future__ import annotations

from datetime import date

from housing.law.facts import BASES
from housing.queries.reference.names import load_catalog_rows

#: The catalog of their kinds.
PAPERS = "documents"
#: In this order they are asked for; every row of the catalog is one of these.
KINDS = ("technical_conclusion", "orphan_proof", "representative_proof", "other")


def load_required_papers(day: date | None = None) -> dict[str, tuple[str, ...]]:
    """By basis, the kinds of which one at least is asked for; a basis that asks for none is not there.

    Without a day: today's.
    """
    rows = load_catalog_rows(PAPERS, day).effective
    asked = {basis: tuple(kind for kind in KINDS if rows.get(kind, {}).get(basis)) for basis in BASES}
    return {basis: kinds for basis, kinds in asked.items() if kinds}
