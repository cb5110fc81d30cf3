"""To take the journal out as a file: that, by whom and by which filter is a row of the journal itself."""

from __future__ import annotations

from datetime import datetime

from housing.storage import audit
from housing.storage.transaction import transaction


def export_journal(actor: str, by: dict[str, str], now: datetime) -> None:
    """`by`: the filter that was set; it bears numbers of applications, kinds, logins and days, no personal data."""
    with transaction():
        audit.record("journal.exported", actor, now, None, by=by)
