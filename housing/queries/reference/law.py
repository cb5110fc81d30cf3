"""The numbers of the law as the catalog has them, by the day from which they apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from housing.law.parameters import Law, LawPeriods, law_on
from housing.queries.reference.papers import PAPERS, load_required_papers
from housing.queries.reference.reference import list_edits, list_published_rows, load_reference_edition
from housing.reference_data.effective_rows import Row, list_effective_days
from housing.storage.query_cache import cached_edition

#: The catalog, and its only key.
LAW = "law"


def list_laws() -> tuple[Law, ...]:
    """Every set that was ever published, oldest first; of one day the one published last."""
    found: tuple[Law, ...] = cached_edition(
        (LAW,), load_reference_edition, lambda: build_laws(list_published_rows(LAW))
    )
    return found


def build_laws(rows: Iterable[Row]) -> tuple[Law, ...]:
    """The sets that rows of the catalog name; `rows` in the order of their day and their version."""
    latest = {row.since: build_law(row.since, row.values or {}) for row in rows}
    return tuple(latest[since] for since in sorted(latest))


def build_law(since: date, values: Mapping[str, Any]) -> Law:
    """`source` stays with the catalog, where it stands in three languages: here is its Kazakh name."""
    numbers = {name: value for name, value in values.items() if name != LAW}
    return Law(
        since=since,
        **{
            **numbers,
            "source": numbers["source"]["kk"],
            "residence_cities": tuple(numbers["residence_cities"]),
        },
    )


def load_effective_law(day: date) -> Law:
    """By what is filed on a day is judged: the numbers, and which papers are asked for. Raises NoLawInForce."""
    return with_papers(law_on(day, list_laws()), day)


def load_law_periods() -> LawPeriods:
    """The same for every day, as everything published so far has it: for whoever judges many applications."""
    rows = [Row(LAW, law.since, None) for law in list_laws()]
    days = list_effective_days(rows[0].since, rows + list_published_rows(PAPERS)) if rows else []
    return LawPeriods({day: load_effective_law(day) for day in days})


def with_papers(law: Law, day: date) -> Law:
    return replace(law, papers=tuple(load_required_papers(day).items()))


def load_law_or_first(day: date) -> Law:
    """The same for what is asked before there is an application; before the first day of all, the first set."""
    laws = list_laws()
    return law_on(max(day, laws[0].since), laws)


def load_drafted_law(version_id: int) -> Law | None:
    """The numbers that a draft of the catalog names, with those that it leaves as they are."""
    row = next((one for one in list_edits(LAW, version_id) if one.after), None)
    return with_papers(build_law(row.since, row.after or {}), row.since) if row else None
