"""The facts by which somebody of a crowd was decided, as Kezek keeps them with a decision.

No two people have the same ones: who they are, their days, families, dwellings and places differ. What lies behind a
refusal is drawn; what the law says of it says the law itself, once for all whose facts differ in nothing that it asks:
the days stand years away from every limit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any, NamedTuple

from housing.demo.country import GREAT
from housing.demo.iins import birth_day, iins
from housing.law.eligibility import decide
from housing.law.facts_json import read_facts
from housing.law.parameters import Law

#: Why people are refused, as often: whose dwelling it is, what was done with it, where they are registered, which base
#: knows of them.
WHYS = {"owns": 30, "family_owns": 20, "sold": 15, "state_dwelling": 10, "other_base": 15, "newcomer": 10}
#: In a hundred of those who are registered: a share that an official found not to count, a dwelling sold long ago.
SHARE, SOLD_LONG_AGO = 6, 10
DOCUMENTS = {
    "no_housing": "",
    "emergency_housing": '{"kind": "technical_conclusion", "reliable": true}',
    "orphan_documents": '{"kind": "orphan_proof", "reliable": true}',
}
APPLICANT = (
    '{"applicant": {"born": "%s", "status": "%s", "registered_in": "%s", "registered_since": "%s", '
    '"orphan_on_record": %s, "in_republican_base": %s, "uses_state_dwelling": %s, "privatised_state_dwelling": false, '
    '"state_supported_mortgage": false, "iin": "%s", "consent": true, "on_register": false}, "family": [%s], '
    '"dwellings": [%s], "application": {"basis": "%s", "filed_at": "%s", "settlement": "%s", "by": "self", '
    '"documents": [%s]}}'
)
MEMBER = '{"iin": "%s", "relation": "%s", "born": "%s", "name": "%s", "consent": %s}'
DWELLING = (
    '{"id": "R-%d", "settlement": "%s", "share": "%s", "from": "%d-05-14", "until": %s, "until_by": %s, "fit": %s, '
    '"emergency": %s, "address_kk": "Кезек көшесі, %d", "address_ru": "улица Кезек, %d", "owner": "%s"%s}'
)
SPOUSES, CHILDREN = (date(1955, 1, 1), date(2003, 1, 1)), (date(2011, 1, 1), date(2025, 1, 1))
#: Serials of IINs below those of the crowd and of the whole cases.
MEMBER_SERIALS = range(7999, 1000, -1)


class Decided(NamedTuple):
    """As the columns of a decision have it: outcome, facts and grounds as JSON, the first day of the numbers."""

    outcome: str
    facts: str
    grounds: str
    parameters: str


class Applicant(NamedTuple):
    """Somebody of whom facts are wanted. `filed_at`: as facts have it; `law`: of that day."""

    iin: str
    basis: str
    settlement: str
    filed_at: str
    surname: str
    law: Law


class FactsMaker:
    """`given`: names of a list, by sex."""

    def __init__(self, random: Random, given: dict[str, list[str]]) -> None:
        self.random, self.given = random, given
        self.whys = [why for why, often in WHYS.items() for _ in range(often)]
        self.spouses, self.children = iins(random, SPOUSES, MEMBER_SERIALS), iins(random, CHILDREN, MEMBER_SERIALS)
        self.known: dict[Any, tuple[str, str, str]] = {}

    def make(self, who: Applicant, registered: bool) -> Decided:
        """With what makes the law register or refuse them."""
        draw, great = self.random.random, who.settlement[:2] in GREAT
        why = "" if registered else self.whys[int(draw() * len(self.whys))]
        # Years of residence are asked for in the great cities only, and not of orphans.
        if why == "newcomer" and not (great and who.basis == "no_housing"):
            why = "other_base"
        family, relations = self.family(who, why == "family_owns")
        dwellings, kinds = self.dwellings(who, why)
        facts = APPLICANT % (
            birth_day(who.iin),
            "kandas" if draw() < 0.1 else "citizen",
            who.settlement,
            f"{2025 if why == 'newcomer' else 1995 + int(draw() * 25)}-{1 + int(draw() * 12):02}-17",
            "true" if who.basis == "orphan_documents" else "false",
            "true" if why == "other_base" else "false",
            "true" if why == "state_dwelling" else "false",
            who.iin,
            family,
            dwellings,
            who.basis,
            who.filed_at,
            who.settlement,
            DOCUMENTS[who.basis],
        )
        return self.decided((who.basis, great, why, kinds, relations, who.law.since), facts, who.law)

    def decided(self, alike: Any, facts: str, law: Law) -> Decided:
        found = self.known.get(alike)
        if found is None:
            said = decide(read_facts(json.loads(facts)), law)
            found = self.known[alike] = said.outcome, json.dumps(said.grounds), said.parameters.isoformat()
        return Decided(found[0], facts, found[1], found[2])

    # ------------------------------------------------------------------------------------------------- with whom, where

    def family(self, who: Applicant, owner: bool) -> tuple[str, str]:
        """A spouse and up to three children; who owns a dwelling among them is the spouse."""
        many = max(int(self.random.random() * 5), int(owner))
        members = [self.member(who, self.spouses, "spouse", "true")] if many else []
        members += [self.member(who, self.children, "child", "null") for _ in range(many - 1)]
        return ", ".join(members), "spouse" if many else ""

    def member(self, who: Applicant, people: Iterator[tuple[str, str]], relation: str, consent: str) -> str:
        iin, sex = next(people)
        given = self.given[sex]
        name = f"{who.surname} {given[int(self.random.random() * len(given))]}"
        return MEMBER % (iin, relation, birth_day(iin), name, consent)

    def dwellings(self, who: Applicant, why: str) -> tuple[str, str]:
        """What the registry of property names, and which kinds of it."""
        found, hundred = [], self.random.random() * 100
        if who.basis == "emergency_housing":
            found.append(("emergency", self.dwelling(who, emergency="true", fit="false")))
        if why in ("owns", "family_owns"):
            owner = "applicant" if why == "owns" else "family"
            found.append((why, self.dwelling(who, owner=owner)))
        elif why == "sold":
            found.append((why, self.dwelling(who, until='"2024-03-12"', by='"sale"')))
        elif not why and hundred < SHARE:
            share = ("1/2", "1/3", "1/4", "1/6")[int(hundred) % 4]
            found.append((share, self.dwelling(who, share=share, more=', "share_counts": false')))
        elif not why and hundred < SHARE + SOLD_LONG_AGO:
            found.append(("long ago", self.dwelling(who, until=f'"{1999 + int(hundred)}-07-02"', by='"sale"')))
        return ", ".join(text for _, text in found), " ".join(kind for kind, _ in found)

    def dwelling(self, who: Applicant, share: str = "1/1", until: str = "null", by: str = "null", **kind: str) -> str:
        number = int(self.random.random() * 1_000_000_000)
        house = number % 300 + 1
        since = 1975 + number % 20
        fit, emergency = kind.get("fit", "true"), kind.get("emergency", "false")
        owner, more = kind.get("owner", "applicant"), kind.get("more", "")
        return DWELLING % (
            number,
            who.settlement,
            share,
            since,
            until,
            by,
            fit,
            emergency,
            house,
            house,
            owner,
            more,
        )
