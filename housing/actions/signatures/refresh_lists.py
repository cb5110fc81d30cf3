"""To bring the lists of revoked certificates up to date: what is not better than the one at hand is not taken."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from housing.gateways import eds

log = logging.getLogger("kezek.signatures")


def refresh_lists(urls: Sequence[str], folder: Path, trust: eds.Trust, now: datetime) -> int:
    """How many of the lists are the ones of now; of the others the log says why not."""
    if not urls:
        return 0
    fetched = eds.fetch_crls(urls, folder, trust, now)
    for one in fetched:
        if one.fault:
            log.warning("list of revoked certificates %s: %s", one.url, one.fault)
    return sum(one.fault is None for one in fetched)
