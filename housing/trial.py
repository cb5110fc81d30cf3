"""Deciding many again by other numbers of the law: whom a change would touch, before it counts.

Pure. The law asks of a day only on which side of some marks it lies, so many years before the day of filing. Facts that
differ in nothing but names and in days between the same marks are therefore decided alike, and only once.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from housing.eligibility import decide
from housing.facts_json import UnusableFacts, read_facts
from housing.parameters import Law, years_before

#: Who somebody is decides nothing, and makes every text of facts another one.
NAMED = r'"(?:iin|name|id|address_kk|address_ru)": (?:"(?:[^"\\]|\\.)*"|null)'
FILED = r'"filed_at": "(?P<filed>\d{4}-\d\d-\d\d)[^"]*"'
DAY = r'"(?P<day>\d{4}-\d\d-\d\d)"'
TELLING = re.compile(f"{NAMED}|{FILED}|{DAY}")
FILED_ON = re.compile(FILED)
#: On that day of a leap year years are counted otherwise: such a day stands for itself.
LEAP_DAY = "-02-29"
#: Decisions by facts alike that are kept.
REMEMBERED = 200_000


class Decided(NamedTuple):
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


def marks_of(law: Law) -> tuple[int, ...]:
    """The numbers of years by which the law divides days."""
    named = law.ownership_window_years, law.worsening_window_years, law.adult_from_years, law.orphan_until_years
    return tuple(sorted({0, law.residence_years, *named}, reverse=True))


class Trial:
    """Decides texts of facts by one set of numbers; those that are alike for the law once."""

    def __init__(self, law: Law) -> None:
        self.law, self.marks = law, marks_of(law)
        self.known: dict[str, Decided] = {}
        self.days_of = lru_cache(10_000)(self.days_before)

    def decided(self, facts: str) -> Decided:
        """`facts`: JSON as a decision keeps it. Raises UnusableFacts."""
        key = self.alike(facts)
        found = self.known.get(key)
        if found is None:
            outcome = decide(read_facts(json.loads(facts)), self.law)
            found = Decided(outcome.outcome, json.dumps(outcome.grounds))
            if len(self.known) >= REMEMBERED:
                self.known.clear()
            self.known[key] = found
        return found

    def alike(self, facts: str) -> str:
        """The text without names, with every day as the number of marks before it."""
        filed = FILED_ON.search(facts)
        if filed is None or filed["filed"].endswith(LEAP_DAY):
            return facts
        days = self.days_of(filed["filed"])

        def between(found: re.Match[str]) -> str:
            day = found["day"]
            if day is None:
                return '"-"'
            return found[0] if day.endswith(LEAP_DAY) else f"<{bisect_left(days, day)}>"

        return TELLING.sub(between, facts)

    def days_before(self, filed: str) -> list[str]:
        """The marks of a day of filing, as ISO days, the earliest first."""
        on = date.fromisoformat(filed)
        return [years_before(on, years).isoformat() for years in self.marks]


def keys(grounds: str) -> set[str]:
    """The keys of grounds as a decision keeps them: their reasons, or the code of one without reasons."""
    return {key for one in json.loads(grounds) for key in one.get("reasons", [one["code"]])}


class Tally:
    """What a trial found, counted as it goes."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.settlements: dict[str, Counter[str]] = {}
        self.lists: dict[str, Counter[str]] = {}
        self.gained: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.unusable = 0

    def add(self, before: Decided, after: Decided) -> bool:
        """Whether anything is another."""
        self.outcomes[f"{before.outcome} {after.outcome}"] += 1
        return before != after and (before.outcome != after.outcome or keys(before.grounds) != keys(after.grounds))

    def changed(self, change: Change) -> None:
        move = f"{change.before} {change.after}"
        self.settlements.setdefault(change.settlement, Counter())[move] += 1
        self.lists.setdefault(change.list_code, Counter())[move] += 1
        self.gained.update(change.gained.split())
        self.lost.update(change.lost.split())

    @property
    def result(self) -> dict[str, Any]:
        """`outcomes`, `settlements`, `lists`: by `before after`, of `outcomes` also those that stay."""
        return {
            "outcomes": dict(self.outcomes), "settlements": named(self.settlements.items()),
            "lists": named(self.lists.items()), "gained": dict(self.gained), "lost": dict(self.lost),
            "unusable": self.unusable,
        }  # fmt: skip


def named(counted: Iterable[tuple[str, Counter[str]]]) -> dict[str, dict[str, int]]:
    return {name: dict(moves) for name, moves in counted}


def examined(trial: Trial, tally: Tally, row: tuple[int, str, str, str, str | None]) -> Change | None:
    """`row`: application, outcome, grounds, facts, list. The change, where there is one."""
    application_id, outcome, grounds, facts, list_code = row
    before = Decided(outcome, grounds)
    try:
        after = trial.decided(facts)
    except UnusableFacts:
        tally.unusable += 1
        return None
    if not tally.add(before, after):
        return None
    settlement = json.loads(facts)["application"].get("settlement") or ""
    held, holds = keys(grounds), keys(after.grounds)
    lost, gained = " ".join(sorted(held - holds)), " ".join(sorted(holds - held))
    change = Change(application_id, settlement, list_code or "", outcome, after.outcome, lost, gained)
    tally.changed(change)
    return change
