"""To announce a technical break, to begin one at once, to end one: by the administrator's page or the console."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from housing.gateways.seal import write_beside
from housing.queries.journal.maintenance import break_file, load_break
from housing.storage import audit
from housing.storage.transaction import transaction

#: A longer one is told to people otherwise, and is no break.
LONGEST = timedelta(days=1)


class BreakNotPossible(Exception):
    """It would be over already, end before it begins, or last longer than a day."""


class NoBreakPlanned(Exception):
    """None is announced or under way."""


def announce_break(starts_at: datetime, ends_at: datetime, login: str, now: datetime) -> None:
    """In the place of one that was announced before. Raises BreakNotPossible."""
    if not max(starts_at, now) < ends_at <= starts_at + LONGEST:
        raise BreakNotPossible
    told = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    with transaction():
        audit.record("maintenance.announced", login, now, None, **told)
    file = break_file()
    write_beside(file, json.dumps({**told, "announced_by": login}).encode()).replace(file)


def end_break(login: str, now: datetime) -> None:
    """At once, whatever becomes of the journal: who mends a full disk is not kept out by it. Raises NoBreakPlanned."""
    if load_break(now) is None:
        raise NoBreakPlanned
    break_file().unlink(missing_ok=True)
    with transaction():
        audit.record("maintenance.ended", login, now)
