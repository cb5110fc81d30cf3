"""How long decisions took: the working time from acceptance to decision, of which half took no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from housing.queries.figures.day_tallies import DayTally, add_minutes


class Speed(NamedTuple):
    """`decided`: how many decisions; `minutes`: their median in working minutes, None where there are none.

    `basis`, `branch`: of which, by code; both None: of all.
    """

    basis: str | None
    branch: str | None
    decided: int
    minutes: int | None


def list_speeds(tallies: Iterable[DayTally], bases: list[str], branches: list[str]) -> tuple[Speed, ...]:
    """Of all decisions, then of each basis, then of each branch."""
    by_basis: dict[str, dict[int, int]] = {basis: {} for basis in bases}
    by_branch: dict[str, dict[int, int]] = {branch: {} for branch in branches}
    for tally in tallies:
        for basis, minutes in tally.took_by_basis.items():
            add_minutes(by_basis.setdefault(basis, {}), minutes)
        for branch in branches:
            add_minutes(by_branch[branch], tally.took_by_branch.get(branch, {}))
    everything: dict[int, int] = {}
    for minutes in by_basis.values():
        add_minutes(everything, minutes)
    return (
        build_speed(None, None, everything),
        *(build_speed(basis, None, by_basis[basis]) for basis in bases),
        *(build_speed(None, branch, by_branch[branch]) for branch in branches),
    )


def build_speed(basis: str | None, branch: str | None, took: Mapping[int, int]) -> Speed:
    return Speed(basis, branch, sum(took.values()), median_minutes(took))


def median_minutes(took: Mapping[int, int]) -> int | None:
    """The lower of the two in the middle of an even number: a time that a decision really took."""
    passed, half = 0, (sum(took.values()) + 1) // 2
    for minutes in sorted(took):
        passed += took[minutes]
        if passed >= half:
            return minutes
    return None
