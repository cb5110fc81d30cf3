"""What a change of reference data would break: a key that something uses, a name of nothing, a place without a branch.

It is asked when a change is drafted, and again within the transaction that publishes it: between the two a key may have
come into use, and what it names may have ended.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

from housing.labels import N_
from housing.queries.reference.reference import list_published_rows
from housing.queries.reference.settlements import (
    BRANCHES,
    SETTLEMENTS,
    BankBranch,
    Settlement,
    branches_by_settlement,
    build_branch,
    build_settlement,
    list_enclosing_settlements,
    serving_branch,
)
from housing.queries.reference.uses import count_uses, list_effective_days, referenced_keys
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.effective_rows import Row, effective_on
from housing.reference_data.fields import check_upper_bound


class BreakingChange(Exception):
    """A change that is not made. `args[0]`: a message id; `args[1]`: what it names."""


def check_rows(catalog: Catalog, changed: list[Row], rows: list[Row]) -> None:
    """Each changed row by itself. `rows`: the whole catalog with the change in it. Raises WouldBreak, Wrong."""

    @cache
    def keys_of(code: str, day: date) -> set[str]:
        return set(effective_on(rows if code == catalog.code else list_published_rows(code), day))

    for row in changed:
        if row.values is None:
            check_unused(catalog, row, rows)
        for field in catalog.fields if row.values else ():
            check_upper_bound(field, (row.values or {}).get(field.name))
            for key in referenced_keys(field, row.values or {}) if field.of else ():
                if key not in keys_of(field.of, row.since):
                    raise BreakingChange(
                        N_("“%(key)s” names “%(other)s”, which is not in force on %(day)s"),
                        {"key": row.key, "other": key, "day": format_day(row.since)},
                    )


def check_unused(catalog: Catalog, row: Row, rows: list[Row]) -> None:
    """A key that ends is named by nothing. Raises WouldBreak."""
    if many := count_uses(catalog.code, row.key, row.since, rows):
        words = N_(
            "“%(key)s” is in use and is not ended. People on the register, open cases, officials and rows of catalogs"
            " that name it: %(num)s"
        )
        raise BreakingChange(words, {"key": row.key, "num": many})


def check_published_catalog(catalog: Catalog, changed: list[Row]) -> None:
    """The same of what has just been published, and what holds of the catalog as a whole. Raises WouldBreak, Wrong."""
    check_rows(catalog, changed, list_published_rows(catalog.code))
    first = min((row.since for row in changed), default=date.max)
    if catalog.code == "complaint_bodies":
        check_complaint_bodies(list_published_rows(catalog.code), first)
    if catalog.code in (SETTLEMENTS, BRANCHES):
        places, offices = list_published_rows(SETTLEMENTS), list_published_rows(BRANCHES)
        for day in list_effective_days(first, [*places, *offices]):
            check_branch_coverage(
                {code: build_settlement(code, row.values or {}) for code, row in effective_on(places, day).items()},
                [build_branch(code, row.values or {}) for code, row in effective_on(offices, day).items()],
                day,
            )


def check_complaint_bodies(rows: list[Row], first: date) -> None:
    """A refusal that names nobody to complain to doubles the time for a complaint. Raises WouldBreak."""
    for day in list_effective_days(first, rows):
        if not effective_on(rows, day):
            raise BreakingChange(N_("From %(day)s there would be nobody to complain to"), {"day": format_day(day)})


def check_branch_coverage(places: dict[str, Settlement], offices: list[BankBranch], day: date) -> None:
    """No place lies within itself, none is named by two branches, and one serves wherever one may apply."""
    for code, times in Counter(code for office in offices for code in office.serves).items():
        if times > 1:
            raise BreakingChange(
                N_("Two branches would serve “%(key)s” from %(day)s"), {"key": code, "day": format_day(day)}
            )
    branches = branches_by_settlement(offices)
    for code, place in places.items():
        if places[list_enclosing_settlements(code, places)[-1]].parent_code in places:
            raise BreakingChange(N_("“%(key)s” would lie within itself"), {"key": code})
        if place.applies and serving_branch(code, places, branches) is None:
            raise BreakingChange(
                N_("No branch would serve “%(key)s” from %(day)s"), {"key": code, "day": format_day(day)}
            )


def format_day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
