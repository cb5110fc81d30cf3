"""A publication of reference data as one value: built once before its transaction, then handed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from housing.law.working_time import ALMATY
from housing.queries.reference.moved_terms import MovedTerm, TermTexts
from housing.reference_data.catalog_schema import Catalog
from housing.reference_data.effective_rows import Row


@dataclass(frozen=True, slots=True)
class Publication:
    """A draft that is published, or what a version that is taken back leaves: by whom (`login`) and when.

    `rows`: what it changes, on the days on which they will count, by key and day. `moved_terms`: the due times of open
    cases that these rows move, as they stood before the transaction; `texts`: what is told of them.
    """

    catalog: Catalog
    rows: tuple[Row, ...]
    login: str
    now: datetime
    moved_terms: tuple[MovedTerm, ...]
    texts: TermTexts

    @property
    def today(self) -> date:
        return self.now.astimezone(ALMATY).date()
