"""To read a document: what an official finds of it answers its fact at once, before the decision, with the reason.

A reading may be taken back by another one until the case is decided; the journal keeps every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from housing.actions.cases.official import Official, load_for_decision
from housing.gateways.papers.sheets import NoSheetError, render_sheet
from housing.storage import audit
from housing.storage.models import RecordedFinding
from housing.storage.transaction import transaction

__all__ = ["DocumentReading", "NoSheetError", "read_document", "render_sheet"]


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """What an official found of a document. `fact`: `application.documents[N].reliable`; `reason`: in their words."""

    fact: str
    reliable: bool
    reason: str


def read_document(
    application_id: int, version: int, reading: DocumentReading, official: Official, now: datetime
) -> None:
    """Raises CaseChangedMeanwhile, ClaimedByAnother; then nothing was changed."""
    with transaction() as db:
        application = load_for_decision(db, application_id, version, official, now)
        finding = db.scalar(
            select(RecordedFinding).filter_by(application_id=application_id, fact=reading.fact, set_aside_at=None)
        )
        if finding is None:
            finding = RecordedFinding(application_id=application_id, fact=reading.fact)
            db.add(finding)
        finding.value, finding.note, finding.staff_id = reading.reliable, reading.reason, official.staff_id
        finding.at = now
        application.version += 1
        audit.record("fact.settled", official.login, now, application_id, fact=reading.fact, value=reading.reliable)
