"""To count kept counts anew from the records, after which they are asked again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert

from housing.actions.journal.check_counts import add_counts_check
from housing.queries.journal.kept_counts import CountsVerdict, KeptCounts, compare_counts
from housing.storage import audit
from housing.storage.transaction import DbSession, transaction


def rebuild_counts(kept: KeptCounts, now: datetime) -> CountsVerdict:
    """How many counts are kept now, and how many had differed from the records."""
    with transaction() as db:
        differed = compare_counts(kept).differing
        recount(db, kept)
        found = compare_counts(kept)
        add_counts_check(db, kept.name, found, now)
        audit.record("counts.rebuilt", "console", now, what=kept.name, rows=differed)
    return CountsVerdict(found.compared, differed)


def recount(db: DbSession, kept: KeptCounts) -> None:
    """In the transaction under way."""
    db.execute(delete(kept.table))
    db.execute(insert(kept.table).from_select([column.name for column in kept.table.columns], kept.counted))
