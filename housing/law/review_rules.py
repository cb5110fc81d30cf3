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
from housing.law.one_dwelling import merge_records
from housing.law.parameters import Law, years_after, years_before

FIRST, NEAR, LOT = "first_of_kind", "near_limit", "lot"
REASON_LABELS = {
    FIRST: N_("The first refusal on this ground in the branch"),
    NEAR: N_("Something measured is close to its limit"),
    LOT: N_("Chosen by lot"),
}


class ReviewRule(NamedTuple):
    """`value`: of first_of_kind 1 or 0 (on, off), of the others a percentage. `seed`: of the lot."""

    value: int
    seed: str = ""


class Measure(NamedTuple):
    """Something that a refusal measured, and the limit that it was held against; in days, or in whole dwellings."""

    value: Fraction
    limit: Fraction

    def is_near_limit(self, percent: int) -> bool:
        return abs(self.limit - self.value) * 100 <= self.limit * percent


def find_review_reasons(
    rules: Mapping[str, ReviewRule],
    number: str,
    held: Collection[str],
    seen: Collection[str],
    measures: Collection[Measure],
) -> list[str]:
    """By which rules a refusal on the grounds `held` needs a second look. `seen`: refused on in the branch before."""
    off = ReviewRule(0)
    first, near, lot = (rules.get(name, off) for name in (FIRST, NEAR, LOT))
    asked = {
        FIRST: first.value > 0 and not set(held) <= set(seen),
        NEAR: near.value > 0 and any(one.is_near_limit(near.value) for one in measures),
        LOT: is_drawn_by_lot(lot, number),
    }
    return [name for name, needed in asked.items() if needed]


def is_drawn_by_lot(rule: ReviewRule, number: str) -> bool:
    """The same number draws the same lot for as long as the seed stays."""
    ticket = int.from_bytes(hashlib.sha256(f"{rule.seed}:{number}".encode()).digest()[:8], "big")
    return ticket * 100 < rule.value * 2**64


def measure_facts(f: Facts, law: Law, held: Collection[str]) -> list[Measure]:
    """What the grounds that hold have measured: ages, times of residence, times since an ownership ended, shares."""
    return [*measure_applicant(f, law, held), *measure_dwellings(f, law, held), *measure_worsening(f, law, held)]


def measure_applicant(f: Facts, law: Law, held: Collection[str]) -> Iterator[Measure]:
    born, since = f.applicant.born, f.applicant.registered_since
    if born and "not_adult" in held:
        yield measure_elapsed(born, years_after(born, law.adult_from_years), f.filed_on)
    if born and f.applicant.orphan_on_record and {"not_adult", "not_registered_here"} & set(held):
        yield measure_elapsed(born, years_after(born, law.orphan_until_years), f.filed_on)
    if since and "residence_too_short" in held:
        yield measure_elapsed(since, years_after(since, law.residence_years), f.filed_on)


def measure_dwellings(f: Facts, law: Law, held: Collection[str]) -> Iterator[Measure]:
    window = {
        "owned_housing": law.ownership_window_years,
        "worsened_exchange": law.worsening_window_years,
        "worsened_alienation": law.worsening_window_years,
    }
    years = [span for ground, span in window.items() if ground in held]
    for dwelling in merge_records(f.dwellings or ()):
        yield from (measure_lookback(dwelling.until, span, f.filed_on) for span in years if dwelling.until)
        if "owned_housing" in held and is_partial_share(dwelling):
            yield Measure(dwelling.share or Fraction(0), Fraction(1))


def measure_worsening(f: Facts, law: Law, held: Collection[str]) -> Iterator[Measure]:
    return (
        measure_lookback(one.on, law.worsening_window_years, f.filed_on) for one in f.established if one.what in held
    )


def is_partial_share(dwelling: Dwelling) -> bool:
    return dwelling.share is not None and dwelling.share < 1


def measure_elapsed(start: date, limit: date, at: date) -> Measure:
    """How much of the time from a day to its limit had passed."""
    return Measure(Fraction((at - start).days), Fraction((limit - start).days))


def measure_lookback(day: date, years: int, at: date) -> Measure:
    """How far a day lies back, against a window of so many years."""
    return Measure(Fraction((at - day).days), Fraction((at - years_before(at, years)).days))
