"""To compare kept counts with the records once a day: where they differ it is told at once, and the records answer."""

from __future__ import annotations

import logging
from datetime import datetime

from housing.queries.journal.kept_counts import CountsVerdict, KeptCounts, compare_counts
from housing.storage.models import KeptCountsCheck
from housing.storage.transaction import transaction

log = logging.getLogger("kezek.counts")


def check_counts(kept: KeptCounts, now: datetime) -> bool:
    """True where nothing differs.

    It is counted before the lock; what differs then is counted again within it, for they may have been made right
    meanwhile.
    """
    found = compare_counts(kept)
    with transaction() as db:
        if found.differing:
            found = compare_counts(kept)
        db.add(build_counts_check(kept, found, now))
    if found.differing:
        log.critical(
            "ALARM kept counts differ from the records (%s): %s of %s; the records are asked until they are rebuilt",
            kept.name,
            found.differing,
            found.compared,
        )
    return found.differing == 0


def build_counts_check(kept: KeptCounts, found: CountsVerdict, now: datetime) -> KeptCountsCheck:
    return KeptCountsCheck(counts=kept.name, at=now, compared=found.compared, differing=found.differing)
