"""Records of one dwelling: what one says holds of the dwelling, and where they contradict each other nothing does.

Records with the same object number are one dwelling (law.md, part 4): spouses who own halves of a flat own one whole
flat. A record that was found to be wrong, or that is disputed, says nothing about the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from housing.law.facts import Dwelling, Facts
from housing.law.parameters import settlement_of

#: What a dwelling has one of, whoever owns it, and how two values of it are compared.
SHARED_FIELDS: dict[str, Callable[[Any], Any]] = {"emergency": bool, "fit": bool, "settlement": settlement_of}
#: Till when a right lasted, as records say it: rights with the same end stood side by side. None: to this day.
End = date | None


@dataclass(frozen=True, slots=True)
class WholeDwelling:
    """What the records of one dwelling say together. `contradicted`: names of what they say differently.

    `shares`: by the end of the rights, their sum; None where a share among them is unknown.
    """

    values: dict[str, Any]
    contradicted: frozenset[str]
    shares: dict[End, Fraction | None]


def with_whole_dwellings(f: Facts) -> Facts:
    """The facts as the rules of the grounds look at them; to be done once, for shares are added up."""
    numbers = [one.id for one in f.dwellings or () if one.id is not None]
    return replace(f, dwellings=merge_records(f.dwellings or ())) if len(set(numbers)) < len(numbers) else f


def is_whole(d: Dwelling) -> bool:
    """Do its records hold just the whole of it?"""
    return d.share is not None and d.share.numerator == d.share.denominator


def exceeds_whole(d: Dwelling) -> bool:
    """Do the records of this dwelling hold more than the whole of it? Then nobody knows what is held."""
    return d.share is not None and d.share.numerator > d.share.denominator


def merge_records(dwellings: Sequence[Dwelling]) -> tuple[Dwelling, ...]:
    """The records in their order, each as its whole dwelling is known; a share above 1 is one that cannot be."""
    wholes = merge_by_object(dwellings)
    return tuple(
        with_whole_values(one, wholes[one.id]) if one.id in wholes and one.stands else one for one in dwellings
    )


def find_contradictions(dwellings: Sequence[Dwelling]) -> list[frozenset[str]]:
    """For each record the names of what other records of its dwelling say otherwise; `share`: together above 1."""
    wholes = merge_by_object(dwellings)
    found = []
    for one in dwellings:
        whole = wholes.get(one.id) if one.stands else None
        above = whole is not None and one.ended is not None and (whole.shares.get(one.until) or 0) > 1
        found.append((whole.contradicted if whole else frozenset()) | ({"share"} if above else frozenset()))
    return found


def merge_by_object(dwellings: Sequence[Dwelling]) -> dict[str | None, WholeDwelling]:
    """The dwellings of which several records speak."""
    records: dict[str | None, list[Dwelling]] = defaultdict(list)
    for one in dwellings:
        if one.id is not None and one.stands:
            records[one.id].append(one)
    return {number: merge_object(several) for number, several in records.items() if len(several) > 1}


def merge_object(records: list[Dwelling]) -> WholeDwelling:
    values: dict[str, Any] = {}
    contradicted = set()
    for name, compared in SHARED_FIELDS.items():
        distinct = {compared(value): value for one in records if (value := getattr(one, name)) is not None}
        values[name] = next(iter(distinct.values())) if len(distinct) == 1 else None
        if len(distinct) > 1:
            contradicted.add(name)
    found = {one.share_counts for one in records} - {None}
    values["share_counts"] = found.pop() if len(found) == 1 else None
    return WholeDwelling(values, frozenset(contradicted), sum_shares_by_end(records))


def sum_shares_by_end(records: list[Dwelling]) -> dict[End, Fraction | None]:
    together: dict[End, list[Fraction | None]] = defaultdict(list)
    for one in records:
        if one.ended is not None:
            together[one.until].append(one.share)
    return {end: sum_shares(shares) for end, shares in together.items()}


def sum_shares(shares: list[Fraction | None]) -> Fraction | None:
    """Of what is known where that alone is more than the whole; else None where something is unknown."""
    sum_of_known = Fraction(0)
    for share in shares:
        sum_of_known += share or 0
        if sum_of_known > 1:
            return sum_of_known
    return None if None in shares else sum_of_known


def with_whole_values(one: Dwelling, whole: WholeDwelling) -> Dwelling:
    share = one.share if one.ended is None else whole.shares[one.until]
    return replace(one, share=share, **whole.values)
