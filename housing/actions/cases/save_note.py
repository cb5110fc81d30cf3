"""To note something about a case: added after what stood there, never over what a colleague saved meanwhile."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from housing.storage import audit
from housing.storage.models import CaseNote
from housing.storage.transaction import transaction


class NoteSavedMeanwhile(Exception):
    """A colleague saved the notes since the page was shown."""


def save_note(application_id: int, seen: int, text: str, staff_id: int, actor: str, now: datetime) -> None:
    """`seen`: the save that the page had shown, 0 for none. Raises NoteSavedMeanwhile; then nothing was changed."""
    with transaction() as db:
        latest = db.scalar(select(func.max(CaseNote.id)).where(CaseNote.application_id == application_id)) or 0
        stands = db.scalar(select(CaseNote.text).where(CaseNote.id == latest)) or ""
        if stands == text:
            return
        if latest != seen:
            raise NoteSavedMeanwhile
        db.add(CaseNote(application_id=application_id, text=text, staff_id=staff_id, at=now))
        audit.record("note.saved", actor, now, application_id)
