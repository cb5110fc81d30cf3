"""Guards of catalogs: why a version may not be published or taken back, beyond what its rows say by themselves. Pure.

A guard is declared with its catalog (`Catalog.reference_guards`) and called within the transaction that publishes, with
the rows of any catalog as they would stand and the first day on which something changes.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from housing.labels import N_
from housing.reference_data.catalog_schema import BreakingChange, PublishedRows
from housing.reference_data.effective_rows import effective_on, format_day, list_effective_days
from housing.reference_data.retention_kinds import RETENTION_KINDS, build_term, law_term, require_least_term
from housing.reference_data.settlement_rows import (
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


def require_complaint_body(rows_of: PublishedRows, first: date) -> None:
    """A refusal that names nobody to complain to doubles the time for a complaint. Raises BreakingChange."""
    rows = rows_of("complaint_bodies")
    for day in list_effective_days(first, rows):
        if not effective_on(rows, day):
            raise BreakingChange(N_("From %(day)s there would be nobody to complain to"), {"day": format_day(day)})


def require_branch_coverage(rows_of: PublishedRows, first: date) -> None:
    """On every day each settlement for which one may apply has its branch. Raises BreakingChange."""
    places, offices = rows_of(SETTLEMENTS), rows_of(BRANCHES)
    for day in list_effective_days(first, [*places, *offices]):
        check_branch_coverage(
            {code: build_settlement(code, row.values or {}) for code, row in effective_on(places, day).items()},
            [build_branch(code, row.values or {}) for code, row in effective_on(offices, day).items()],
            day,
        )


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


def require_law_terms(rows_of: PublishedRows, first: date) -> None:
    """On no day is a term of retention below the number of the law that stands behind it. Raises InvalidValueError."""
    terms, laws = rows_of("retention"), rows_of("law")
    for day in list_effective_days(first, [*terms, *laws]):
        numbers = next((row.values or {} for row in effective_on(laws, day).values()), {})
        for kind, row in effective_on(terms, day).items():
            if RETENTION_KINDS[kind].law and numbers and (least := law_term(kind, numbers)):
                require_least_term(build_term(row.values or {}), least)
