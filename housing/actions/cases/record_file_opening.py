"""To open a person's file: reading it is an event of its own, and the person can learn of it."""

from __future__ import annotations

from datetime import datetime

from housing.storage import audit
from housing.storage.transaction import transaction


def record_file_opening(application_id: int, actor: str, now: datetime, what: str = "case", **which: str) -> None:
    """`which`: of several of a kind the one that was opened, by a number that tells nothing of the person."""
    with transaction():
        audit.record("file.opened", actor, now, application_id, what=what, **which)
