"""What a change of reference data would break: a key that something uses, a name of nothing, a place without a branch.

It is asked when a change is drafted, and again within the transaction that publishes it: between the two a key may have
come into use, and what it names may have ended.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

from housing.labels import N_
from housing.queries.reference.reference import published
from housing.queries.reference.settlements import (
    BRANCHES,
    SETTLEMENTS,
    Office,
    Place,
    naming,
    office_of,
    place_of,
    served_by,
    within,
)
from housing.queries.reference.uses import days_from, named_by, uses
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.effective_rows import Row, in_force
from housing.reference_data.fields import bounded


class WouldBreak(Exception):
    """A change that is not made. `args[0]`: a message id; `args[1]`: what it names."""


def look_at(catalog: Catalog, changed: list[Row], rows: list[Row]) -> None:
    """Each changed row by itself. `rows`: the whole catalog with the change in it. Raises WouldBreak, Wrong."""

    @cache
    def keys_of(code: str, day: date) -> set[str]:
        return set(in_force(rows if code == catalog.code else published(code), day))

    for row in changed:
        if row.values is None:
            unused(catalog, row, rows)
        for field in catalog.fields if row.values else ():
            bounded(field, (row.values or {}).get(field.name))
            for key in named_by(field, row.values or {}) if field.of else ():
                if key not in keys_of(field.of, row.since):
                    raise WouldBreak(
                        N_("“%(key)s” names “%(other)s”, which is not in force on %(day)s"),
                        {"key": row.key, "other": key, "day": said(row.since)},
                    )


def unused(catalog: Catalog, row: Row, rows: list[Row]) -> None:
    """A key that ends is named by nothing. Raises WouldBreak."""
    if many := uses(catalog.code, row.key, row.since, rows):
        words = N_(
            "“%(key)s” is in use and is not ended. People on the register, open cases, officials and rows of catalogs"
            " that name it: %(num)s"
        )
        raise WouldBreak(words, {"key": row.key, "num": many})


def look_at_all(catalog: Catalog, changed: list[Row]) -> None:
    """The same of what has just been published, and what holds of the catalog as a whole. Raises WouldBreak, Wrong."""
    look_at(catalog, changed, published(catalog.code))
    first = min((row.since for row in changed), default=date.max)
    if catalog.code == "complaint_bodies":
        somebody_hears(published(catalog.code), first)
    if catalog.code in (SETTLEMENTS, BRANCHES):
        places, offices = published(SETTLEMENTS), published(BRANCHES)
        for day in days_from(first, [*places, *offices]):
            served(
                {code: place_of(code, row.values or {}) for code, row in in_force(places, day).items()},
                [office_of(code, row.values or {}) for code, row in in_force(offices, day).items()], day,
            )  # fmt: skip


def somebody_hears(rows: list[Row], first: date) -> None:
    """A refusal that names nobody to complain to doubles the time for a complaint. Raises WouldBreak."""
    for day in days_from(first, rows):
        if not in_force(rows, day):
            raise WouldBreak(N_("From %(day)s there would be nobody to complain to"), {"day": said(day)})


def served(places: dict[str, Place], offices: list[Office], day: date) -> None:
    """No place lies within itself, none is named by two branches, and one serves wherever one may apply."""
    for code, times in Counter(code for office in offices for code in office.serves).items():
        if times > 1:
            raise WouldBreak(N_("Two branches would serve “%(key)s” from %(day)s"), {"key": code, "day": said(day)})
    branches = naming(offices)
    for code, place in places.items():
        if places[within(code, places)[-1]].parent_code in places:
            raise WouldBreak(N_("“%(key)s” would lie within itself"), {"key": code})
        if place.applies and served_by(code, places, branches) is None:
            raise WouldBreak(N_("No branch would serve “%(key)s” from %(day)s"), {"key": code, "day": said(day)})


def said(day: date) -> str:
    return f"{day:%d.%m.%Y}"
