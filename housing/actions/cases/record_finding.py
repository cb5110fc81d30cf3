"""To settle: what an official found about an unknown fact is kept with its ground, in the transaction under way."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from housing.storage import audit
from housing.storage.models import RecordedFinding
from housing.storage.transaction import DbSession


def record_finding(
    db: DbSession, application_id: int, findings: dict[str, Any], note: str, staff_id: int, actor: str, now: datetime
) -> None:
    """`actor`: who does it; `staff_id`: who found it."""
    for fact, value in sorted(findings.items()):
        db.add(
            RecordedFinding(application_id=application_id, fact=fact, value=value, note=note, staff_id=staff_id, at=now)
        )
        audit.record("fact.settled", actor, now, application_id, fact=fact)
