"""Another system asked where somebody stands: that it did is written down, without what it asked by."""

from __future__ import annotations

from datetime import datetime

from housing.storage import audit
from housing.storage.transaction import transaction


def record_question(caller: str, by: str, application_id: int | None, now: datetime) -> None:
    """`by`: iin or register_number; of nobody nothing was told."""
    with transaction():
        audit.record("register.asked", f"api:{caller}", now, application_id, by=by, found=application_id is not None)
