"""Where an application and its entry stand, for another system that asks by IIN or by register number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from housing.queries.register.entries import ROWS, A, E, EntryRow
from housing.queries.register.place import QueuePlace, load_queue_place
from housing.storage.extensions import execute_core


@dataclass(frozen=True, slots=True)
class RegisterState:
    """`entry`: the one that stands, else the last that did; `place`: now, None where it does not stand."""

    application_id: int
    application_number: str
    status: str
    due_at: datetime | None
    decided_at: datetime | None
    entry: EntryRow | None
    place: QueuePlace | None


APPLICATION = select(A.id, A.number, A.status, A.due_at, A.decided_at)
LAST_FILED = (
    APPLICATION.where(A.iin == bindparam("iin"), A.number.is_not(None))
    .order_by(A.filed_at.desc(), A.id.desc())
    .limit(1)
)
BY_ID = APPLICATION.where(A.id == bindparam("id"))
OWN_ENTRY = ROWS.add_columns(E.application_id).order_by(E.annulled_at.is_not(None), E.id.desc()).limit(1)
ENTRY_OF_IIN = OWN_ENTRY.where(E.iin == bindparam("iin"))
ENTRY_OF_NUMBER = OWN_ENTRY.where(E.number == bindparam("number"))


def load_state(iin: str = "", register_number: str = "") -> RegisterState | None:
    """By one of both; None where nothing was ever filed or registered under it."""
    statement, given = (ENTRY_OF_IIN, {"iin": iin}) if iin else (ENTRY_OF_NUMBER, {"number": register_number})
    entry = execute_core(statement, given).first()
    if iin:
        filed = execute_core(LAST_FILED, {"iin": iin}).first()
    else:
        filed = execute_core(BY_ID, {"id": entry.application_id}).first() if entry else None
    if filed is None:
        return None
    row = EntryRow(**{name: getattr(entry, name) for name in EntryRow._fields}) if entry else None
    stands = entry is not None and entry.left_at is None
    return RegisterState(
        application_id=filed.id,
        application_number=filed.number,
        status=filed.status,
        due_at=filed.due_at,
        decided_at=filed.decided_at,
        entry=row,
        place=load_queue_place(entry.application_id) if stands else None,
    )
