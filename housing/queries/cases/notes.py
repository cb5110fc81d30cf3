"""The notes of a case: as they stand, and how they stood after each save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import CaseNote, Staff

#: The newest so many saves; the table keeps all.
HISTORY_LENGTH = 30


@dataclass(frozen=True, slots=True)
class SavedNote:
    """The notes after a save. `id`: what a page says it has seen."""

    id: int
    text: str
    by: str
    at: datetime


def list_notes(case_id: int) -> list[SavedNote]:
    """Newest first."""
    n = CaseNote
    rows = db.session.execute(
        select(n.id, n.text, Staff.name.label("by"), n.at)
        .join(Staff, Staff.id == n.staff_id)
        .where(n.application_id == case_id)
        .order_by(n.id.desc())
        .limit(HISTORY_LENGTH)
    )
    return [SavedNote(**row._asdict()) for row in rows]
