"""What a code of reference data is called today, and what it was called last where it has ended.

Pages ask this for every line they show: the rows of a catalog are taken apart once for a version and a day.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import bindparam, select

from housing.law.working_time import ALMATY
from housing.queries.reference.reference import list_published_rows, load_catalog_draft, load_reference_edition
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.catalogs import find_catalog
from housing.reference_data.effective_rows import effective_on
from housing.reference_data.fields import KATO, Field
from housing.storage.extensions import execute_core
from housing.storage.models import CatalogVersion
from housing.storage.query_cache import cached_edition
from housing.text.alphabet import order_key

V = CatalogVersion
LAST = (
    select(V.number, V.decided_at)
    .where(V.catalog == bindparam("catalog"), V.state == "published")
    .order_by(V.number.desc())
    .limit(1)
)
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CatalogRows:
    """Of a catalog on a day. `effective`: in force; `known`: every key, as it stands, stood last or will stand."""

    effective: dict[str, Values]
    known: dict[str, Values]


def current_day() -> date:
    """The day in Kazakhstan by the application's clock, which a demo may move."""
    day: date = current_app.extensions["services"].clock().astimezone(ALMATY).date()
    return day


Made = TypeVar("Made")
#: Database, catalog, its last publication and the day: what rows taken apart are kept under.
CatalogEdition = tuple[str, str, tuple[int, datetime] | None, date]


def keep_newest(most: int) -> Callable[[Callable[..., Made]], Callable[..., Made]]:
    """Keeps what a function makes of a catalog until its next publication: nobody asks for what was before again.

    Such a function takes the edition, then what else its answer depends on. `most`: catalogs, days and languages kept.
    """

    def decorate(make: Callable[..., Made]) -> Callable[..., Made]:
        kept: dict[tuple[Any, ...], tuple[Any, Made]] = {}

        @wraps(make)
        def find_made(of: CatalogEdition, *more: str) -> Made:
            database, catalog, last, day = of
            key = (database, catalog, day, *more)
            found = kept.get(key)
            if found is None or found[0] != last:
                found = last, make(of, *more)
                while key not in kept and len(kept) >= most:
                    kept.pop(next(iter(kept)), None)
                kept[key] = found
            return found[1]

        return find_made

    return decorate


def load_edition(catalog: str, day: date) -> CatalogEdition:
    last = cached_edition(
        ("last version", catalog), load_reference_edition, lambda: execute_core(LAST, {"catalog": catalog}).first()
    )
    return str(current_app.config["SQLALCHEMY_DATABASE_URI"]), catalog, last and tuple(last), day


def load_catalog_rows(catalog: str, day: date | None = None) -> CatalogRows:
    return _load_edition_rows(load_edition(catalog, day or current_day()))


@keep_newest(32)
def _load_edition_rows(of: CatalogEdition) -> CatalogRows:
    _database, catalog, _last, day = of
    rows = list_published_rows(catalog)
    effective = {key: row.values or {} for key, row in effective_on(rows, day).items()}
    to_come = {row.key: row.values for row in reversed(rows) if row.values}
    gone = {row.key: row.values for row in rows if row.values and row.since <= day}
    return CatalogRows(effective, {**to_come, **gone, **effective})


def list_ordered_rows(catalog: str, day: date | None = None) -> dict[str, Values]:
    """The rows in force by their place in the list, where the catalog has one."""
    rows = load_catalog_rows(catalog, day).effective
    return dict(sorted(rows.items(), key=lambda row: (row[1].get("position", 0), row[0])))


def row_label(values: Values, language: str) -> str:
    """The name of a row; the classifier of places has no English one and is told in Kazakh then."""
    names = values["name"] if "name" in values else {"kk": values["name_kk"], "ru": values["name_ru"]}
    return str(names.get(language) or names["kk"])


def label_for_key(catalog: str, key: str | None, language: str) -> str:
    """What a key is called; the key itself where no row ever bore it, of a village with what it lies within."""
    rows = load_catalog_rows(catalog).known
    values = rows.get(key or "")
    if values:
        return row_label(values, language)
    around = next((rows[code] for code in list_enclosing_codes(catalog, key or "") if code in rows), None)
    return f"{key}, {row_label(around, language)}" if around else key or ""


def list_enclosing_codes(catalog: str, code: str) -> list[str]:
    """Of a catalog whose keys are codes of places (KATO), what one lies within by its digits, the nearest first.

    The classifier has no villages, and the state databases know people in them.
    """
    declared = find_catalog(catalog)
    if declared is None or declared.key.kind != "kato" or not KATO.fullmatch(code):
        return []
    around = [code[:digits].ljust(9, "0") for digits in range(8, 1, -1)]
    return [one for one in dict.fromkeys(around) if one != code]


def with_reference_choices(catalog: Catalog, language: str, brought: Collection[str] = ()) -> Catalog:
    """The catalog whose references offer, by name, what is in force or to come, and of itself what is drafted.

    `brought`: keys that a file brings along; its rows may name one another.
    """
    fields = [
        with_field_choices(field, catalog.code, language, brought) if field.of else field for field in catalog.fields
    ]
    return catalog._replace(fields=tuple(fields))


def with_field_choices(field: Field, catalog: str, language: str, brought: Collection[str]) -> Field:
    rows, day = load_catalog_rows(field.of), current_day()
    keys = [*rows.effective, *(row.key for row in list_published_rows(field.of) if row.since > day and row.values)]
    choices = {key: row_label(rows.known[key], language) for key in dict.fromkeys(keys)}
    if field.of == catalog:
        drafted = load_catalog_draft(catalog)
        own = [*brought, *(row.key for row in drafted.rows if row.values)] if drafted else brought
        choices |= {key: key for key in own if key not in choices}
    return field._replace(choices=dict(sorted(choices.items(), key=lambda one: (order_key(one[1]), one[0]))))
