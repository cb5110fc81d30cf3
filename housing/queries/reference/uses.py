"""How many things name a key of reference data: people on the register, open cases, staff, rows of other catalogs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, or_, select

from housing.law.lifecycle import OPEN_STATUSES
from housing.queries.reference.reference import list_published_rows
from housing.reference_data.catalogs import CATALOGS
from housing.reference_data.effective_rows import Edit, Row, effective_on
from housing.reference_data.fields import Field
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, Staff

A, E, S = Application, RegisterEntry, Staff
KEY: BindParameter[str] = bindparam("key")
IS_OPEN, STANDS = A.status.in_(OPEN_STATUSES), E.annulled_at.is_(None)


def count_where(*wanted: Any) -> Select[Any]:
    return select(func.count()).where(*wanted)


#: By catalog, what is counted in the tables. A paper of a kind needs no guard: its catalog is lasting.
HOLDERS: dict[str, tuple[Select[Any], ...]] = {
    "categories": (
        count_where(IS_OPEN, A.category == KEY),
        count_where(STANDS, or_(E.list_code == KEY, E.category_declared == KEY)),
    ),
    "settlements": (count_where(IS_OPEN, A.settlement == KEY), count_where(STANDS, E.settlement == KEY)),
    "branches": (count_where(IS_OPEN, A.branch_code == KEY), count_where(S.active, S.branch_code == KEY)),
}


def count_uses(catalog: str, key: str, since: date, rows: list[Row] | None = None) -> int:
    """How many things name the key now, or will on that day or later.

    `rows`: those of the catalog itself, as they are about to be; without them, as they are published.
    """
    held = sum(db.session.scalar(statement, {"key": key}) or 0 for statement in HOLDERS.get(catalog, ()))
    return held + sum(
        count_referring_keys(
            list_published_rows(one.code) if rows is None or one.code != catalog else rows, fields, key, since
        )
        for one in CATALOGS
        if (fields := [field for field in one.fields if field.of == catalog])
    )


def count_uses_by_key(catalog: str, edits: Iterable[Edit]) -> dict[str, int]:
    """By key, how many things name what a draft changes or ends; a catalog that nothing names has none."""
    named = catalog in HOLDERS or any(field.of == catalog for one in CATALOGS for field in one.fields)
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


def list_effective_days(since: date, rows: Iterable[Row]) -> list[date]:
    """The day, and every later one on which a row begins to count."""
    return sorted({since, *(row.since for row in rows if row.since > since)})


def referenced_keys(field: Field, values: Mapping[str, Any]) -> Iterator[str]:
    """The keys that a row's reference names."""
    value = values.get(field.name) or ()
    yield from [value] if isinstance(value, str) else value
