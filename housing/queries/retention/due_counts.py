"""How much the next round would erase, kind by kind; nothing is erased by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from housing.law.retention import Term
from housing.law.working_time import ALMATY
from housing.queries.reference.retention import load_retention_terms
from housing.queries.retention.due_cases import ClosedCase, is_case_over, list_closed_cases
from housing.queries.retention.due_drafts import list_due_drafts
from housing.queries.retention.due_rows import DUE_ROWS, count_due_rows
from housing.queries.retention.erased import load_last_sweep
from housing.reference_data.retention_kinds import CASE_KINDS

#: After this hour of Almaty a round of the night begins.
NIGHT_HOUR = 3


class DueKind(NamedTuple):
    """`due`: how many rows, drafts or cases."""

    kind: str
    term: Term
    due: int


def count_due(now: datetime) -> list[DueKind]:
    """In the order of the catalog. Reads every closed case that is old enough."""
    terms = load_retention_terms(now)
    return [DueKind(kind, one.term, count_due_kind(kind, one.term, now)) for kind, one in terms.items()]


def count_due_kind(kind: str, term: Term, now: datetime) -> int:
    if kind in DUE_ROWS:
        return count_due_rows(kind, term, now)
    if kind in CASE_KINDS:
        return sum(map(len, iter_over_cases(kind, term, now)))
    return sum(over for lot in iter_old_drafts(term, now) for _, over in lot)


def iter_over_cases(kind: str, term: Term, now: datetime) -> Iterator[list[ClosedCase]]:
    """Lot by lot; of a lot in which nothing is over an empty list."""
    after = 0
    while lot := list_closed_cases(kind, term, now, after):
        after = lot[-1].id
        yield [case for case in lot if is_case_over(kind, term, case, now)]


def iter_old_drafts(term: Term, now: datetime) -> Iterator[list[tuple[int, bool]]]:
    after = 0
    while lot := list_due_drafts(term, now, after):
        after = lot[-1][0]
        yield lot


def is_sweep_due(now: datetime) -> bool:
    """Once a day, in the night or as soon as it can be after it."""
    last, local = load_last_sweep(), now.astimezone(ALMATY)
    today = last is not None and last.at.astimezone(ALMATY).date() >= local.date()
    return local.hour >= NIGHT_HOUR and not today
