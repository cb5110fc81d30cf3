"""To compare kept counts with the records once a day: where they differ it is told at once, and the records answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from housing.queries.journal.kept_counts import CountsVerdict, KeptCounts, compare_counts
from housing.storage.models import KeptCountsCheck
from housing.storage.transaction import DbSession, transaction

log = logging.getLogger("kezek.counts")


def check_counts(kept: KeptCounts, now: datetime) -> bool:
    """True where nothing differs."""
    return record_counts_check(kept.name, lambda: compare_counts(kept), now)


def record_counts_check(name: str, compare: Callable[[], CountsVerdict], now: datetime) -> bool:
    """Compares, keeps what was found, and raises the alarm where counts differ; True where none does.

    It is counted before the lock; what differs then is counted again within it, for they may have been made right
    meanwhile.
    """
    found = compare()
    with transaction() as db:
        if found.differing:
            found = compare()
        add_counts_check(db, name, found, now)
    if found.differing:
        log.critical(
            "ALARM kept counts differ from the records (%s): %s of %s; the records are asked until they are rebuilt",
            name,
            found.differing,
            found.compared,
        )
    return found.differing == 0


def add_counts_check(db: DbSession, name: str, found: CountsVerdict, now: datetime) -> None:
    db.add(KeptCountsCheck(counts=name, at=now, compared=found.compared, differing=found.differing))
