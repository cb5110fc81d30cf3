"""What a change of reference data would break: a key that something uses, a name of nothing, a place without a branch.

It is asked when a change is drafted, and again within the transaction that publishes it: between the two a key may have
come into use, and what it names may have ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from housing.labels import N_
from housing.queries.reference.reference import list_published_rows
from housing.queries.reference.uses import count_uses, referenced_keys
from housing.reference_data.catalog_schema import BreakingChange, Catalog
from housing.reference_data.effective_rows import Row, effective_on, format_day
from housing.reference_data.fields import check_upper_bound


def check_rows(catalog: Catalog, changed: Sequence[Row], rows: list[Row]) -> None:
    """Each changed row by itself. `rows`: the whole catalog with the change in it.

    Raises BreakingChange, InvalidValueError.
    """

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
    """A key that ends is named by nothing. Raises BreakingChange."""
    if many := count_uses(catalog, row.key, row.since, rows):
        words = N_(
            "“%(key)s” is in use and is not ended. People on the register, open cases, officials and rows of catalogs"
            " that name it: %(num)s"
        )
        raise BreakingChange(words, {"key": row.key, "num": many})


def check_published_catalog(catalog: Catalog, changed: Sequence[Row]) -> None:
    """The same of what has just been published, and what holds of the catalog as a whole.

    Raises BreakingChange, InvalidValueError.
    """
    check_rows(catalog, changed, list_published_rows(catalog.code))
    first = min((row.since for row in changed), default=date.max)
    for guard in catalog.reference_guards:
        guard(list_published_rows, first)
