"""How long each kind of data is kept, as the catalog has it on a day. A kind without a row is never erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from housing.law.retention import Term
from housing.law.working_time import ALMATY
from housing.queries.reference.law import load_law_or_first
from housing.queries.reference.reference import load_effective_values
from housing.reference_data.retention_kinds import RETENTION_KINDS, build_term, law_term
from housing.storage.query_cache import cached_query


class RetentionTerm(NamedTuple):
    """`source`: on what the term rests, by language."""

    kind: str
    term: Term
    source: Mapping[str, str]


def load_retention_terms(now: datetime) -> dict[str, RetentionTerm]:
    """By kind, in the order in which they are declared."""
    day = now.astimezone(ALMATY).date()
    found: dict[str, RetentionTerm] = cached_query(("retention", day), lambda: build_terms(day))
    return found


def build_terms(day: date) -> dict[str, RetentionTerm]:
    rows = load_effective_values("retention", day)
    return {
        kind: RetentionTerm(kind, build_term(rows[kind]), rows[kind]["source"])
        for kind in RETENTION_KINDS
        if kind in rows
    }


def load_law_term(kind: str, filed_on: date) -> Term | None:
    """What the numbers by which an application is judged ask for: the consent of its day said so. None: nothing."""
    numbers = load_law_or_first(filed_on)
    name = RETENTION_KINDS[kind].law
    return law_term(kind, {name: getattr(numbers, name)}) if name else None
