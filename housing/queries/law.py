"""The numbers of the law as the catalog has them, by the day from which they apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.exc import OperationalError

from housing.dated_rows import Row
from housing.extensions import remembered
from housing.parameters import PARAMETERS, Law, law_on
from housing.queries.reference import edits_of, published

#: The catalog, and its only key.
LAW = "law"


def laws() -> tuple[Law, ...]:
    """Every set that was ever published, oldest first; of one day the one published last."""
    found: tuple[Law, ...] = remembered((LAW,), lambda: laws_of(published(LAW)))
    return found


def laws_of(rows: Iterable[Row]) -> tuple[Law, ...]:
    """The sets that rows of the catalog name; `rows` in the order of their day and their version."""
    latest = {row.since: law_of(row.since, row.values or {}) for row in rows}
    return tuple(latest[since] for since in sorted(latest))


def law_of(since: date, values: Mapping[str, Any]) -> Law:
    numbers = {name: value for name, value in values.items() if name != LAW}
    return Law(since=since, **{**numbers, "residence_cities": tuple(numbers["residence_cities"].split())})


def law_in_force(day: date) -> Law:
    """The parameters by which what is filed on a day is judged. Raises NoLawInForce before the first."""
    return law_on(day, laws())


def law_or_first(day: date) -> Law:
    """The same for what is asked before there is an application; before the first day of all, the first set."""
    known = laws()
    return law_on(max(day, known[0].since), known)


def laws_or_shipped() -> tuple[Law, ...]:
    """The same as `laws` for a command that may run before there is a database."""
    try:
        return laws()
    except OperationalError:
        return PARAMETERS


def law_drafted(version_id: int) -> Law | None:
    """The numbers that a draft of the catalog names, with those that it leaves as they are."""
    row = next((one for one in edits_of(LAW, version_id) if one.after), None)
    return law_of(row.since, row.after or {}) if row else None
