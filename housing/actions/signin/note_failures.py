"""To write down sign-ins of staff that failed: of a minute one row for a login and a reason, with how often.

Whoever tries a thousand passwords makes one row a minute and not a thousand: tries are counted in memory and written
by a job. So no try waits for the journal either, and how long an answer takes tells nobody whether there is such a
login. What is counted and not yet written is lost if the process is killed: a minute of it at most.
"""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from housing.storage import audit
from housing.storage.transaction import transaction

#: Where the application keeps the counts.
FAILURES = "failed sign-ins"
#: It is not known who tried; a row says whose login it was, where there is such an official.
ACTOR = "stranger"


def note_failures(now: datetime) -> int:
    """What was counted since it was last called: by login ("": nobody has the one that was typed) and reason."""
    tally = current_app.extensions.get(FAILURES)
    counted: dict[tuple[str, str], int] = tally.take_counts() if tally else {}
    if not counted:
        return 0
    with transaction():
        for (login, reason), times in sorted(counted.items()):
            audit.record("sign_in.failed", ACTOR, now, None, login=login, reason=reason, times=times)
    return len(counted)
