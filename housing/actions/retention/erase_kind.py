"""To erase all of one kind whose term is over, a transaction after another, so that others can write between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from housing.actions.retention.erase_cases import erase_of_cases
from housing.actions.retention.erase_draft import erase_due_draft
from housing.actions.retention.erase_rows import erase_lot
from housing.law.retention import Term
from housing.queries.reference.retention import load_retention_terms
from housing.queries.retention.due_counts import iter_old_drafts, iter_over_cases
from housing.queries.retention.due_rows import DUE_ROWS
from housing.reference_data.retention_kinds import CASE_KINDS
from housing.storage import audit
from housing.storage.transaction import transaction


def iter_erased(kind: str, now: datetime) -> Iterator[int]:
    """How much went, lot by lot; whoever stops asking leaves the rest for the next round. No row, no term: nothing."""
    rule = load_retention_terms(now).get(kind)
    if rule is None:
        return
    if kind in DUE_ROWS:
        yield from iter_erased_rows(kind, rule.term, now)
    elif kind in CASE_KINDS:
        for cases in iter_over_cases(kind, rule.term, now):
            yield erase_of_cases(kind, rule.term, cases, now)
    else:
        for drafts in iter_old_drafts(rule.term, now):
            yield sum(over and erase_due_draft(draft, rule.term, now) for draft, over in drafts)


def iter_erased_rows(kind: str, term: Term, now: datetime) -> Iterator[int]:
    while gone := erase_lot(kind, term, now):
        yield gone


def record_sweep(erased: Mapping[str, int], actor: str, now: datetime) -> None:
    """A whole round is over: how much of what went."""
    with transaction():
        audit.record("data.swept", actor, now, None, erased={kind: many for kind, many in erased.items() if many})
