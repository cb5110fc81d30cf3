"""Who is heard before a place passes on, or ends though a family was registered together (APPC, article 73).

Facts in, an answer out: no clock, no database, no language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from housing.labels import N_
from housing.law.register_acts import LEFT_FOR_GOOD, is_child

HOLDER, SUCCESSOR, REPRESENTATIVE, FAMILY = "holder", "successor", "representative", "family"
#: What somebody is to the place.
PARTS: dict[str, str] = {
    HOLDER: N_("has the place now"),
    SUCCESSOR: N_("is to get the place"),
    REPRESENTATIVE: N_("acts for the child who is to get the place"),
    FAMILY: N_("was registered together"),
}


class Heard(NamedTuple):
    """Somebody who is heard, and what they are to the place."""

    iin: str
    name: str
    part: str


def list_heard_adults(family: Iterable[Mapping[str, Any]], today: date, adult_from_years: int) -> list[Heard]:
    """The adults of those registered together: a child is heard by who acts for it."""
    return [
        Heard(str(one["iin"]), str(one.get("name") or ""), FAMILY)
        for one in family
        if one.get("iin") and not is_child(one, today, adult_from_years)
    ]


def list_heard_of_succession(
    facts: Mapping[str, Any], holder: Heard, today: date, adult_from_years: int
) -> list[Heard]:
    """`facts`: of the act, `models.RegisterAct`. Who died cannot be heard; everybody else once."""
    heard = [holder] if facts["leaver"] == LEFT_FOR_GOOD else []
    heard += [one._replace(part=SUCCESSOR) for one in list_heard_adults([facts["successor"]], today, adult_from_years)]
    if acts := facts.get("representative"):
        heard.append(Heard(acts["iin"], acts["name"], REPRESENTATIVE))
    known = {one.iin for one in heard}
    return heard + [one for one in list_heard_adults(facts["family"], today, adult_from_years) if one.iin not in known]
