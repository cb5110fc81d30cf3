"""Deciding many again by other numbers of the law: whom a change would touch, before it counts.

Pure. The law asks of a day only on which side of some marks it lies, so many years before the day of filing, and of a
place only which other places are the same, and whether it is one of the cities that ask for years of residence. Facts
that differ in nothing else are decided alike, and only once.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from housing.law.eligibility import decide
from housing.law.facts_json import InvalidFactsError, read_facts
from housing.law.parameters import Law, settlement_of, years_before

#: Who somebody is, and where a right began, decides nothing.
IRRELEVANT_FIELDS = {"iin", "name", "id", "address_kk", "address_ru", "from"}
PLACE_FIELDS = {"settlement", "registered_in"}
#: The moment from which days are counted back.
FILED_AT = "filed_at"
#: On that day of a leap year years are counted otherwise, and a moment may be written with another offset than ours:
#: then a case stands for itself.
LEAP_DAY, OFFSET = "-02-29", "+05:00"
#: Parts of the facts that are looked at item by item, and what stands beside them.
KNOWN_PARTS, NESTED_FIELDS = {"applicant", "application", "family", "dwellings"}, {"documents", FILED_AT}
#: Decisions by facts alike that are kept.
MAX_KEPT_DECISIONS = 200_000


class DecidedOutcome(NamedTuple):
    """An outcome with its grounds, as JSON writes them in a decision."""

    outcome: str
    grounds: str


class Change(NamedTuple):
    """`lost` and `gained`: keys of grounds that held before, or hold after, alone; blanks between them."""

    application_id: int
    settlement: str
    list_code: str
    before: str
    after: str
    lost: str
    gained: str


def year_limits(law: Law) -> dict[str, tuple[int, ...]]:
    """By the name of a day among the facts, the numbers of years by which the law divides such days, the most first."""
    windows = law.ownership_window_years, law.worsening_window_years
    named = {
        "born": (law.adult_from_years, law.orphan_until_years),
        "registered_since": (law.residence_years,),
        "until": windows,
        "on": windows,
    }
    return {name: tuple(sorted(years, reverse=True)) for name, years in named.items()}


class ImpactAssessment:
    """Decides JSON of facts by one set of parameters; facts with equal `equivalence_key` once."""

    def __init__(self, law: Law) -> None:
        self.law, self.year_limits = law, year_limits(law)
        self.cities = set(law.residence_cities)
        self.known: dict[Hashable, DecidedOutcome] = {}
        self.limit_days_of = lru_cache(10_000)(self.limit_days)
        self.home = lru_cache(10_000)(settlement_of)

    def decide(self, facts: str, given: Any) -> DecidedOutcome:
        """`facts`: JSON as a decision keeps it; `given`: what it says. Raises InvalidFactsError."""
        key = self.equivalence_key(facts, given)
        found = self.known.get(key)
        if found is None:
            outcome = decide(read_facts(given), self.law)
            found = DecidedOutcome(outcome.outcome, json.dumps(outcome.grounds))
            if len(self.known) >= MAX_KEPT_DECISIONS:
                self.known.clear()
            self.known[key] = found
        return found

    def equivalence_key(self, facts: str, given: Any) -> Hashable:
        """Equal for all facts that the law cannot tell apart; of an unusual text the text itself."""
        try:
            filed = given["application"][FILED_AT]
            if LEAP_DAY in facts or not filed.endswith(OFFSET):
                return facts
            parts = [given["applicant"], given["application"], *given["family"], *given["dwellings"]]
            numbers = [one["id"] for one in given["dwellings"] if one.get("id")]
            if len(set(numbers)) < len(numbers):
                return facts  # records of one dwelling: to whom it belonged together is told by the very days
            rest = {name: value for name, value in given.items() if name not in KNOWN_PARTS}
            parts += [*given["application"]["documents"], *rest.pop("established", ())]
            key = facts if rest else self.parts_key(parts, self.limit_days_of(filed[:10]))
            hash(key)
        except (KeyError, TypeError, AttributeError, ValueError):
            return facts
        return key

    def parts_key(self, parts: list[dict[str, Any]], days: Mapping[str, list[str]]) -> Hashable:
        """The parts as the law sees them: without names, days as marks passed, places as the first, the second …"""
        places: dict[str, int] = {}
        key: list[Hashable] = []
        for part in parts:
            key.append(tuple(part))
            for name, value in part.items():
                if name in days:
                    key.append(value and bisect_left(days[name], value))
                elif name in PLACE_FIELDS:
                    home = value and self.home(value)
                    key.append((value and places.setdefault(home, len(places)), home in self.cities))
                elif name not in IRRELEVANT_FIELDS and name not in NESTED_FIELDS:
                    key.append(value)
        return tuple(key)

    def limit_days(self, filed: str) -> dict[str, list[str]]:
        """The marks of a day of filing, as ISO days, the earliest first."""
        on = date.fromisoformat(filed)
        return {name: [years_before(on, n).isoformat() for n in years] for name, years in self.year_limits.items()}


def ground_keys(grounds: str) -> set[str]:
    """The keys of grounds as a decision keeps them: their reasons, or the code of one without reasons."""
    return {key for one in json.loads(grounds) for key in one.get("reasons", [one["code"]])}


class ImpactCounts:
    """What a trial found, counted as it goes."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.settlements: dict[str, Counter[str]] = {}
        self.lists: dict[str, Counter[str]] = {}
        self.gained: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.unusable = 0

    def count_outcome(self, before: DecidedOutcome, after: DecidedOutcome) -> bool:
        """Counts a pair of outcomes; true where the outcome or the grounds differ."""
        self.outcomes[f"{before.outcome} {after.outcome}"] += 1
        return before != after and (
            before.outcome != after.outcome or ground_keys(before.grounds) != ground_keys(after.grounds)
        )

    def count_change(self, change: Change) -> None:
        move = f"{change.before} {change.after}"
        self.settlements.setdefault(change.settlement, Counter())[move] += 1
        self.lists.setdefault(change.list_code, Counter())[move] += 1
        self.gained.update(change.gained.split())
        self.lost.update(change.lost.split())

    @property
    def summary(self) -> dict[str, Any]:
        """`outcomes`, `settlements`, `lists`: by `before after`, of `outcomes` also those that stay."""
        return {
            "outcomes": dict(self.outcomes),
            "settlements": moves_by_name(self.settlements.items()),
            "lists": moves_by_name(self.lists.items()),
            "gained": dict(self.gained),
            "lost": dict(self.lost),
            "unusable": self.unusable,
        }


def moves_by_name(counted: Iterable[tuple[str, Counter[str]]]) -> dict[str, dict[str, int]]:
    return {name: dict(moves) for name, moves in counted}


class StoredDecision(NamedTuple):
    """A decision as it is kept: `grounds` and `facts` are JSON; `list_code`: None where nobody was registered."""

    application_id: int
    outcome: str
    grounds: str
    facts: str
    list_code: str | None


def assess_decision(trial: ImpactAssessment, tally: ImpactCounts, stored: StoredDecision, given: Any) -> Change | None:
    """The change, or None. `given`: the facts read."""
    before = DecidedOutcome(stored.outcome, stored.grounds)
    try:
        after = trial.decide(stored.facts, given)
    except InvalidFactsError:
        tally.unusable += 1
        return None
    if not tally.count_outcome(before, after):
        return None
    settlement = given["application"].get("settlement") or ""
    held, holds = ground_keys(stored.grounds), ground_keys(after.grounds)
    lost, gained = " ".join(sorted(held - holds)), " ".join(sorted(holds - held))
    list_code = stored.list_code or ""
    change = Change(stored.application_id, settlement, list_code, stored.outcome, after.outcome, lost, gained)
    tally.count_change(change)
    return change
