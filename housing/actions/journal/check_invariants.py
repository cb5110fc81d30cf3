"""To look once a night at all that always has to hold, keep what was found, and raise the alarm where it does not."""

from __future__ import annotations

import logging
from datetime import datetime
from time import monotonic

from housing.queries.journal.invariants import Violation, find_violations
from housing.queries.journal.kept_counts import KeptCounts
from housing.storage.models import InvariantCheck
from housing.storage.transaction import transaction

log = logging.getLogger("kezek.invariants")


def check_invariants(counts: tuple[KeptCounts, ...], now: datetime) -> dict[str, Violation]:
    """What is broken, by name. `counts`: what is compared with the records."""
    begun = monotonic()
    found = find_violations(now, counts)
    milliseconds = round((monotonic() - begun) * 1000)
    with transaction() as db:
        db.add(InvariantCheck(at=now, milliseconds=milliseconds, found=found))
    for name, one in found.items():
        log.critical("ALARM invariant %s is broken by %s, first: %s", name, one.found, ", ".join(one.first))
    return found
