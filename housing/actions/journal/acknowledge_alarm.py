"""To say of an alarm that somebody is at it: a row of the journal, with the name."""

from __future__ import annotations

from datetime import datetime

from housing.queries.journal.alarms import Alarm, with_acknowledgements
from housing.storage import audit
from housing.storage.transaction import transaction


def acknowledge_alarm(alarm: Alarm, login: str, now: datetime) -> bool:
    """False where somebody did so already."""
    with transaction():
        (known,) = with_acknowledgements([alarm], now)
        if not known.seen_by:
            audit.record("alarm.acknowledged", login, now, alarm=alarm.code, mark=alarm.mark)
    return not known.seen_by
