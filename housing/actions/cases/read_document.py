"""To read a document: what an official finds of it answers its fact at once, before the decision, with the reason.

A reading may be taken back by another one until the case is decided; the journal keeps every one of them.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.actions.cases.official import Official, load_for_decision
from housing.gateways.papers.sheets import NoSheetError, render_sheet
from housing.storage import audit
from housing.storage.models import RecordedFinding
from housing.storage.transaction import transaction

__all__ = ["NoSheetError", "read_document", "render_sheet"]


def read_document(
    application_id: int, version: int, fact: str, reliable: bool, reason: str, official: Official, now: datetime
) -> None:
    """`fact`: `application.documents[N].reliable`.

    Raises CaseChangedMeanwhile, ClaimedByAnother; then nothing was changed.
    """
    with transaction() as db:
        application = load_for_decision(db, application_id, version, official, now)
        found = db.scalar(
            select(RecordedFinding).filter_by(application_id=application_id, fact=fact, set_aside_at=None)
        )
        if found is None:
            found = RecordedFinding(application_id=application_id, fact=fact)
            db.add(found)
        found.value, found.note, found.staff_id, found.at = reliable, reason, official.staff_id, now
        application.version += 1
        audit.record("fact.settled", official.login, now, application_id, fact=fact, value=reliable)
