"""To erase rows whose term is over and that stand for themselves: a lot a transaction, each told to the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, literal_column, select

from housing.law.lifecycle import SYSTEM
from housing.law.retention import Term, is_over, oldest_kept
from housing.queries.retention.due_rows import DUE_ROWS, has_live_matter, list_due_phones
from housing.storage import audit
from housing.storage.models import PhoneCheck
from housing.storage.transaction import count_changed, transaction

#: Rows of a transaction: others have to write as well.
LOT = 500


def erase_lot(kind: str, term: Term, now: datetime) -> int:
    """The oldest rows of a kind, a lot at most; how many."""
    rows = DUE_ROWS[kind]
    row: Any = literal_column("rowid")
    some: Any = select(literal_column(f"{rows.model.__tablename__}.rowid")).select_from(rows.model)
    due = some.where(rows.over(oldest_kept(term, now))).limit(LOT)
    with transaction() as db:
        gone = count_changed(db, delete(rows.model).where(row.in_(due)).execution_options(synchronize_session=False))
        record_erased(kind, term, gone, now)
    return gone


def record_erased(kind: str, term: Term, gone: int, now: datetime, cases: int = 0) -> None:
    """Within the transaction that erased it: the journal is told of a lot by its number alone."""
    if gone:
        audit.record(
            "data.erased", SYSTEM, now, None, what=kind, rows=gone, cases=cases, term=term.number, unit=term.unit
        )


def erase_phones(term: Term, now: datetime) -> int:
    """What the base of numbers said of people who have nothing under way; how many."""
    erased = kept = 0
    while some := list_due_phones(term, now, kept, LOT):
        with transaction() as db:
            free = [one for one in some if not has_live_matter(one)]
            rows = [row for row in (db.get(PhoneCheck, one) for one in free) if row and is_over(row.at, term, now)]
            for row in rows:
                db.delete(row)
            record_erased("phone_checks", term, len(rows), now)
        erased, kept = erased + len(rows), kept + len(some) - len(rows)
    return erased
