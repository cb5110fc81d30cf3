"""That nobody of a family registered together stays, though the place would pass to them (Law, article 73(2)).

It is said of each, with what proves it: of whom nothing is known, they stay. Facts in, an answer out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from housing.labels import N_
from housing.law.register_acts import is_child
from housing.law.removal import ProposedRemoval, RemovalNotAllowed

#: Why somebody does not follow.
GONE_REASONS: dict[str, str] = {
    "died": N_("has died"),
    "left_family": N_("is of the household no more, or lives in another settlement"),
    "no_grounds": N_("has no ground to be recognised as in need of housing"),
    "declines": N_("gives the place up in writing"),
}
DIED, DECLINES = "died", "declines"


def require_nobody_stays(
    proposed: ProposedRemoval, family: Collection[Mapping[str, Any]], today: date, adult_from_years: int
) -> None:
    """`family`: whoever was registered together and could follow. Raises RemovalNotAllowed."""
    said = {str(one["iin"]): proposed.gone.get(str(one["iin"])) for one in family}
    if any(why not in GONE_REASONS for why in said.values()):
        raise RemovalNotAllowed("family_stays")
    if family and not proposed.facts.get("family_document"):
        raise RemovalNotAllowed("family_proof")
    if any(said[str(one["iin"])] == DECLINES and is_child(one, today, adult_from_years) for one in family):
        raise RemovalNotAllowed("child_declines")


def list_gone(proposed: ProposedRemoval, family: Collection[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """As the removal keeps it: of each who they are, and why they do not follow."""
    told = ("iin", "name", "relation", "born")
    return [{**{name: one.get(name) for name in told}, "why": proposed.gone[str(one["iin"])]} for one in family]


def list_living(gone: Collection[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those of them who can be heard."""
    return [one for one in gone if one["why"] != DIED]
