"""The numbers of the law as the catalog has them, by the day from which they apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from housing.law.parameters import Law, law_on
from housing.queries.reference.papers import papers_on
from housing.queries.reference.reference import edits_of, published
from housing.reference_data.effective_rows import Row
from housing.storage.extensions import remembered

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


def law_in_force(day: date) -> Law:
    """By what is filed on a day is judged: the numbers, and which papers are asked for. Raises NoLawInForce."""
    return with_papers(law_on(day, laws()), day)


def with_papers(law: Law, day: date) -> Law:
    return replace(law, papers=tuple(papers_on(day).items()))


def law_or_first(day: date) -> Law:
    """The same for what is asked before there is an application; before the first day of all, the first set."""
    known = laws()
    return law_on(max(day, known[0].since), known)


def law_drafted(version_id: int) -> Law | None:
    """The numbers that a draft of the catalog names, with those that it leaves as they are."""
    row = next((one for one in edits_of(LAW, version_id) if one.after), None)
    return with_papers(law_of(row.since, row.after or {}), row.since) if row else None
