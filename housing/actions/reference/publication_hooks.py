"""What follows from the publication of one catalog: the one table of actions that names catalogs by their code.

What needs no database is declared with the catalog (`reference_data.catalog_schema.Catalog`); a catalog that is not in
the table needs nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from housing.actions.reference.move_terms import build_texts, move_terms
from housing.actions.reference.publication import Publication
from housing.queries.reference.calendar import build_calendar
from housing.queries.reference.moved_terms import MovedTerm, TermTexts, list_moved_terms
from housing.reference_data.effective_rows import Row
from housing.reference_data.settlement_rows import BRANCHES
from housing.storage.models import Branch
from housing.storage.transaction import DbSession


class PublicationHooks(NamedTuple):
    """Hooks of a catalog, in the order in which they are called; none of them reaches the world outside.

    `list_moved_terms`: given the code of the catalog, rows as drafted and the time, the due times of open cases that
    these rows would move; shown before a publication too.
    `build_texts`: what is told of these, made while others may still write, for it may take long.
    `after_publication`: within the transaction, when the version counts and all that guards it has been asked. Raises
    what takes the publication back.
    """

    list_moved_terms: Callable[[str, Iterable[Row], datetime], list[MovedTerm]] | None = None
    build_texts: Callable[[list[MovedTerm], datetime], TermTexts] | None = None
    after_publication: Callable[[DbSession, Publication], None] | None = None


def list_terms_moved_by_rows(catalog: str, rows: Iterable[Row], now: datetime) -> list[MovedTerm]:
    """By the calendar as it would be with these rows of the days or of the hours."""
    return list_moved_terms(build_calendar(catalog, rows), now, catalog)


def move_published_terms(db: DbSession, publication: Publication) -> None:
    """Due times follow the calendar, on record; whatever moves since the texts were made is told all the same."""
    move_terms(db, publication.login, publication.now, publication.texts, publication.catalog.code)


def add_branch_codes(db: DbSession, publication: Publication) -> None:
    """Cases and officials name a branch by its code, which stays when the branch is closed."""
    there = set(db.scalars(select(Branch.code)))
    db.add_all(Branch(code=code) for code in sorted({row.key for row in publication.rows} - there))


CALENDAR_HOOKS = PublicationHooks(list_terms_moved_by_rows, build_texts, move_published_terms)
#: By the code of a catalog.
HOOKS: Mapping[str, PublicationHooks] = {
    "days": CALENDAR_HOOKS,
    "hours": CALENDAR_HOOKS,
    BRANCHES: PublicationHooks(after_publication=add_branch_codes),
}
NO_HOOKS = PublicationHooks()


def hooks_for(catalog: str) -> PublicationHooks:
    return HOOKS.get(catalog, NO_HOOKS)
