"""To walk the whole journal once a day and keep what was found: a broken chain is told at once, unasked."""

from __future__ import annotations

import logging
from datetime import datetime

from housing.queries.journal.journal import check_chain
from housing.storage.models import ChainCheck
from housing.storage.transaction import transaction

log = logging.getLogger("kezek.journal")


def verify_chain(now: datetime) -> bool:
    """True where the chain holds."""
    found = check_chain()
    with transaction() as db:
        db.add(ChainCheck(at=now, checked=found.checked, broken_at=found.broken_at))
    if found.broken_at is not None:
        log.critical("ALARM the journal was changed: row %s does not follow from the one before", found.broken_at)
    return found.broken_at is None
