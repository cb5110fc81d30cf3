"""Which refusals a second official looks at before they take effect: three rules, filled from reference data.

The first of its kind in the branch; one in which something measured comes within a share of its limit; and some by lot.
The lot is drawn from a recorded seed and the application's number, so anybody can draw it again and nobody can choose.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from housing.labels import N_
from housing.law.facts import Dwelling, Facts
from housing.law.one_dwelling import put_together
from housing.law.parameters import Law, birthday, years_before

FIRST, NEAR, LOT = "first_of_kind", "near_limit", "lot"
WORDS = {
    FIRST: N_("The first refusal on this ground in the branch"),
    NEAR: N_("Something measured is close to its limit"),
    LOT: N_("Chosen by lot"),
}  # fmt: skip


class Rule(NamedTuple):
    """`value`: of first_of_kind 1 or 0 (on, off), of the others a percentage. `seed`: of the lot."""

    value: int
    seed: str = ""


class Measure(NamedTuple):
    """Something that a refusal measured, and the limit that it was held against; in days, or in whole dwellings."""

    value: Fraction
    limit: Fraction

    def within(self, percent: int) -> bool:
        return abs(self.limit - self.value) * 100 <= self.limit * percent


def reasons(
    rules: Mapping[str, Rule], number: str, held: Collection[str], seen: Collection[str], measures: Collection[Measure]
) -> list[str]:
    """By which rules a refusal on the grounds `held` needs a second look. `seen`: refused on in the branch before."""
    off = Rule(0)
    first, near, lot = (rules.get(name, off) for name in (FIRST, NEAR, LOT))
    asked = {
        FIRST: first.value > 0 and not set(held) <= set(seen),
        NEAR: near.value > 0 and any(one.within(near.value) for one in measures),
        LOT: drawn(lot, number),
    }
    return [name for name, needed in asked.items() if needed]


def drawn(rule: Rule, number: str) -> bool:
    """The same number draws the same lot for as long as the seed stays."""
    ticket = int.from_bytes(hashlib.sha256(f"{rule.seed}:{number}".encode()).digest()[:8], "big")
    return ticket * 100 < rule.value * 2**64


def measures(f: Facts, law: Law, held: Collection[str]) -> list[Measure]:
    """What the grounds that hold have measured: ages, times of residence, times since an ownership ended, shares."""
    return [*of_applicant(f, law, held), *of_dwellings(f, law, held), *of_worsening(f, law, held)]


def of_applicant(f: Facts, law: Law, held: Collection[str]) -> Iterator[Measure]:
    born, since = f.applicant.born, f.applicant.registered_since
    if born and "not_adult" in held:
        yield time(born, birthday(born, law.adult_from_years), f.filed_on)
    if born and f.applicant.orphan_on_record and {"not_adult", "not_registered_here"} & set(held):
        yield time(born, birthday(born, law.orphan_until_years), f.filed_on)
    if since and "residence_too_short" in held:
        yield time(since, birthday(since, law.residence_years), f.filed_on)


def of_dwellings(f: Facts, law: Law, held: Collection[str]) -> Iterator[Measure]:
    window = {
        "owned_housing": law.ownership_window_years, "worsened_exchange": law.worsening_window_years,
        "worsened_alienation": law.worsening_window_years,
    }  # fmt: skip
    years = [span for ground, span in window.items() if ground in held]
    for dwelling in put_together(f.dwellings or ()):
        yield from (back(dwelling.until, span, f.filed_on) for span in years if dwelling.until)
        if "owned_housing" in held and is_part(dwelling):
            yield Measure(dwelling.share or Fraction(0), Fraction(1))


def of_worsening(f: Facts, law: Law, held: Collection[str]) -> Iterator[Measure]:
    return (back(one.on, law.worsening_window_years, f.filed_on) for one in f.established if one.what in held)


def is_part(dwelling: Dwelling) -> bool:
    return dwelling.share is not None and dwelling.share < 1


def time(start: date, limit: date, at: date) -> Measure:
    """How much of the time from a day to its limit had passed."""
    return Measure(Fraction((at - start).days), Fraction((limit - start).days))


def back(day: date, years: int, at: date) -> Measure:
    """How far a day lies back, against a window of so many years."""
    return Measure(Fraction((at - day).days), Fraction((at - years_before(at, years)).days))
