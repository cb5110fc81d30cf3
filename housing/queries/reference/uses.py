"""How many things name a key of reference data: people on the register, open cases, staff, rows of other catalogs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnExpressionArgument, Select, bindparam, func, or_, select

from housing.law.lifecycle import OPEN_STATUSES
from housing.queries.reference.reference import list_published_rows
from housing.reference_data.catalog_schema import Catalog, Holder
from housing.reference_data.catalogs import CATALOGS
from housing.reference_data.effective_rows import Edit, Row, effective_on, list_effective_days
from housing.reference_data.fields import Field
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, Staff

KEY: BindParameter[str] = bindparam("key")
#: By what a declaration calls them (`Holder`), the records and which of them count.
RECORDS: dict[str, tuple[type[Any], ColumnExpressionArgument[bool]]] = {
    "open_cases": (Application, Application.status.in_(OPEN_STATUSES)),
    "register": (RegisterEntry, RegisterEntry.annulled_at.is_(None)),
    "active_staff": (Staff, Staff.active),
}


@cache
def select_holder_count(holder: Holder) -> Select[int]:
    """How many records of a holder name the key."""
    model, counts = RECORDS[holder.records]
    named = or_(*(getattr(model, column) == KEY for column in holder.columns))
    return select(func.count()).where(counts, named)


def count_uses(catalog: Catalog, key: str, since: date, rows: list[Row] | None = None) -> int:
    """How many things name the key now, or will on that day or later.

    `rows`: those of the catalog itself, as they are about to be; without them, as they are published.
    """
    held = sum(db.session.scalar(select_holder_count(holder), {"key": key}) or 0 for holder in catalog.held_by)
    return held + sum(
        count_referring_keys(
            list_published_rows(one.code) if rows is None or one.code != catalog.code else rows, fields, key, since
        )
        for one in CATALOGS
        if (fields := [field for field in one.fields if field.of == catalog.code])
    )


def count_uses_by_key(catalog: Catalog, edits: Iterable[Edit]) -> dict[str, int]:
    """By key, how many things name what a draft changes or ends; a catalog that nothing names has none."""
    named = catalog.held_by or any(field.of == catalog.code for one in CATALOGS for field in one.fields)
    return (
        {one.key: count_uses(catalog, one.key, one.since) for one in edits if one.before is not None} if named else {}
    )


def count_referring_keys(rows: list[Row], fields: list[Field], key: str, since: date) -> int:
    """How many keys of these rows name it on that day, or on a later one."""
    found = set()
    for day in list_effective_days(since, rows):
        found |= {
            row.key
            for row in effective_on(rows, day).values()
            if any(key in referenced_keys(field, row.values or {}) for field in fields)
        }
    return len(found)


def referenced_keys(field: Field, values: Mapping[str, Any]) -> Iterator[str]:
    """The keys that a row's reference names."""
    value = values.get(field.name) or ()
    yield from [value] if isinstance(value, str) else value
