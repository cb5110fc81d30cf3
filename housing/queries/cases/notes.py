"""The notes of a case: as they stand, and how they stood after each save."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from housing.storage.extensions import execute_core
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


NOTES = (
    select(CaseNote.id, CaseNote.text, Staff.name.label("by"), CaseNote.at)
    .join(Staff, Staff.id == CaseNote.staff_id)
    .where(CaseNote.application_id == bindparam("case"))
    .order_by(CaseNote.id.desc())
    .limit(HISTORY_LENGTH)
)


def list_notes(case_id: int) -> list[SavedNote]:
    """Newest first."""
    rows = execute_core(NOTES, {"case": case_id})
    return [SavedNote(**row._asdict()) for row in rows]
