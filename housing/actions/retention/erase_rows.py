"""To erase rows whose term is over and that stand for themselves: a lot a transaction, each told to the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, literal_column, select

from housing.law.lifecycle import SYSTEM
from housing.law.retention import Term, oldest_kept
from housing.queries.retention.due_rows import DUE_ROWS
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.transaction import count_changed, transaction

#: Rows of a transaction: others have to write as well.
LOT = 500


def erase_lot(kind: str, term: Term, now: datetime) -> int:
    """Rows of a kind that are over, a lot at most; how many. They are looked for before anybody has to wait for it."""
    rows, kept = DUE_ROWS[kind], oldest_kept(term, now)
    row: Any = literal_column(f"{rows.model.__tablename__}.rowid")
    due = list(db.session.scalars(select(row).select_from(rows.model).where(rows.over(kept)).limit(LOT)))
    if not due:
        return 0
    with transaction() as session:
        gone = delete(rows.model).where(row.in_(due), rows.over(kept)).execution_options(synchronize_session=False)
        erased = count_changed(session, gone)
        record_erased(kind, term, erased, now)
    return erased


def record_erased(kind: str, term: Term, gone: int, now: datetime, cases: int = 0) -> None:
    """Within the transaction that erased it: the journal is told of a lot by its number alone."""
    if gone:
        audit.record(
            "data.erased", SYSTEM, now, None, what=kind, rows=gone, cases=cases, term=term.number, unit=term.unit
        )
