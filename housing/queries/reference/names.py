"""What a code of reference data is called today, and what it was called last where it has ended.

Pages ask this for every line they show: the rows of a catalog are taken apart once for a version and a day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, select

from housing.law.working_time import ALMATY
from housing.queries.reference.reference import draft, published
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.effective_rows import in_force
from housing.reference_data.fields import KATO, Field
from housing.storage.extensions import plainly, remembered
from housing.storage.models import CatalogVersion
from housing.text.alphabet import order_key

V = CatalogVersion
LAST = (
    select(V.number, V.decided_at)
    .where(V.catalog == bindparam("catalog"), V.state == "published")
    .order_by(V.number.desc())
    .limit(1)
)
#: The classifier of places: it has no villages, and the bases know people in them.
PLACES = "settlements"
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """Of a catalog on a day: `standing` is in force; `ever` bears every key, as it stands, stood last or will stand."""

    standing: dict[str, Values]
    ever: dict[str, Values]


def today() -> date:
    """The day in Kazakhstan by the application's clock, which a demo may move."""
    day: date = current_app.extensions["outside"].clock().astimezone(ALMATY).date()
    return day


#: Database, catalog, its last publication and the day: what rows taken apart are kept under.
Edition = tuple[str, str, tuple[int, datetime] | None, date]


def edition(catalog: str, day: date) -> Edition:
    last = remembered(("last version", catalog), lambda: plainly(LAST, {"catalog": catalog}).first())
    return str(current_app.config["SQLALCHEMY_DATABASE_URI"]), catalog, last and tuple(last), day


def known(catalog: str, day: date | None = None) -> Known:
    return _known(edition(catalog, day or today()))


@lru_cache(maxsize=32)
def _known(of: Edition) -> Known:
    _database, catalog, _last, day = of
    rows = published(catalog)
    standing = {key: row.values or {} for key, row in in_force(rows, day).items()}
    to_come = {row.key: row.values for row in reversed(rows) if row.values}
    gone = {row.key: row.values for row in rows if row.values and row.since <= day}
    return Known(standing, {**to_come, **gone, **standing})


def in_order(catalog: str, day: date | None = None) -> dict[str, Values]:
    """The rows in force by their place in the list, where the catalog has one."""
    rows = known(catalog, day).standing
    return dict(sorted(rows.items(), key=lambda row: (row[1].get("position", 0), row[0])))


def named(values: Values, language: str) -> str:
    """The name of a row; the classifier of places has no English one and is told in Kazakh then."""
    names = values["name"] if "name" in values else {"kk": values["name_kk"], "ru": values["name_ru"]}
    return str(names.get(language) or names["kk"])


def called(catalog: str, key: str | None, language: str) -> str:
    """What a key is called; the key itself where no row ever bore it, of a village with what it lies within."""
    rows = known(catalog).ever
    values = rows.get(key or "")
    if values:
        return named(values, language)
    around = next((rows[code] for code in outwards(key or "") if code in rows), None) if catalog == PLACES else None
    return f"{key}, {named(around, language)}" if around else key or ""


def outwards(code: str) -> list[str]:
    """Codes of what a place lies within by the digits of its own (KATO), the nearest first."""
    around = [code[:digits].ljust(9, "0") for digits in range(8, 1, -1)] if KATO.fullmatch(code) else []
    return [one for one in dict.fromkeys(around) if one != code]


def with_names(catalog: Catalog, language: str, brought: Collection[str] = ()) -> Catalog:
    """The catalog whose references offer, by name, what is in force or to come, and of itself what is drafted.

    `brought`: keys that a file brings along; its rows may name one another.
    """
    fields = [offering(field, catalog.code, language, brought) if field.of else field for field in catalog.fields]
    return catalog._replace(fields=tuple(fields))


def offering(field: Field, catalog: str, language: str, brought: Collection[str]) -> Field:
    rows, day = known(field.of), today()
    keys = [*rows.standing, *(row.key for row in published(field.of) if row.since > day and row.values)]
    choices = {key: named(rows.ever[key], language) for key in dict.fromkeys(keys)}
    if field.of == catalog:
        drafted = draft(catalog)
        own = [*brought, *(row.key for row in drafted.rows if row.values)] if drafted else brought
        choices |= {key: key for key in own if key not in choices}
    return field._replace(choices=dict(sorted(choices.items(), key=lambda one: (order_key(one[1]), one[0]))))
