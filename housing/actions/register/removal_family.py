"""A removal that leaves a family registered together without the place: what is said of each, and who is heard."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from housing.law.family_gone import list_gone, list_living, require_nobody_stays
from housing.law.family_hearing import Heard, list_heard_adults
from housing.law.removal import GROUNDS, ProposedRemoval
from housing.queries.reference.law import load_law_or_first
from housing.queries.register.place_acts import list_possible_successors
from housing.storage.models import RegisterEntry, Removal


def record_gone(proposed: ProposedRemoval, family: Collection[Mapping[str, Any]], today: date) -> dict[str, Any]:
    """The facts of the removal; where the place would pass on, with why each of the family does not follow.

    Raises RemovalNotAllowed.
    """
    if not proposed.gone or not GROUNDS[proposed.ground].passes_to_family:
        return dict(proposed.facts)
    require_nobody_stays(proposed, family, today, load_law_or_first(today).adult_from_years)
    return {**proposed.facts, "gone": list_gone(proposed, family)}


def list_heard_gone(removal: Removal, today: date) -> list[Heard]:
    """Of whom it is said that they do not follow: the adults who live."""
    living = list_living(removal.facts.get("gone") or ())
    return list_heard_adults(living, today, load_law_or_first(today).adult_from_years)


def somebody_follows(removal: Removal, entry: RegisterEntry) -> bool:
    """Could somebody follow now of whom nothing was said when it was proposed?"""
    if not GROUNDS[removal.ground].passes_to_family:
        return False
    said = {one["iin"] for one in removal.facts.get("gone") or ()}
    return any(one["iin"] not in said for one in list_possible_successors(entry))
