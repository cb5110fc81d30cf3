"""An entry of the register as an official reads it: whose it is, where it stands, and every step of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, select

from housing.queries.cases.recorded_decision import RecordedDecision, load_decision
from housing.storage.extensions import execute_core
from housing.storage.models import Application, Complaint, Decision, RegisterEntry, RegisterMovement
from housing.storage.models.decision import NEVER_CHECKED


@dataclass(frozen=True, slots=True)
class OwnMovement:
    """A step of the entry itself, by a cause of `law.register_moves`. `source`: who said so, "": the bank.

    The act: the decision of `decided_at`, a removal, and the complaint, by its number, that was upheld.
    """

    at: datetime
    sign: int
    settlement: str
    list_code: str
    registered_at: datetime
    cause: str
    source: str
    decided_at: datetime | None
    complaint: str | None
    removed: bool


@dataclass(frozen=True, slots=True)
class EntryFile:
    """`movements`: oldest first. `decision`: the one in force; None: none is."""

    id: int
    number: str
    application_id: int
    application_number: str
    status: str
    name: str
    iin: str
    settlement: str
    list_code: str
    category_declared: str | None
    registered_at: datetime
    left_at: datetime | None
    #: When its facts were last checked; None: never here.
    checked_at: datetime | None
    branch_code: str
    #: In the base from which it was taken over; "": a decision gave the place.
    former_number: str
    #: By which the person was registered; None: a list that was taken over.
    basis: str | None
    decision: RecordedDecision | None
    movements: tuple[OwnMovement, ...]


A, E, M = Application, RegisterEntry, RegisterMovement
WAS_CHECKED = case((E.checked_at > NEVER_CHECKED, E.checked_at))
ENTRY = (
    select(
        E.id,
        E.number,
        E.application_id,
        A.number.label("application_number"),
        A.status,
        A.name,
        A.iin,
        E.settlement,
        E.list_code,
        E.category_declared,
        E.registered_at,
        E.annulled_at.label("left_at"),
        WAS_CHECKED.label("checked_at"),
        A.branch_code,
        E.former_number,
        A.basis,
    )
    .join(A, A.id == E.application_id)
    .where(E.number == bindparam("number"))
)
MOVEMENTS = (
    select(
        M.at,
        M.sign,
        M.settlement,
        M.list_code,
        M.registered_at,
        M.cause,
        M.source,
        Decision.decided_at,
        Complaint.number.label("complaint"),
        M.removal_id.is_not(None).label("removed"),
    )
    .outerjoin(Decision, Decision.id == M.decision_id)
    .outerjoin(Complaint, Complaint.id == M.complaint_id)
    .where(M.entry_id == bindparam("entry_id"))
    .order_by(M.at, M.id)
)


def load_entry_file(number: str) -> EntryFile | None:
    """By its register number."""
    row = execute_core(ENTRY, {"number": number}).first()
    if row is None:
        return None
    moved = execute_core(MOVEMENTS, {"entry_id": row.id})
    return EntryFile(
        **row._asdict(),
        decision=load_decision(row.application_id),
        movements=tuple(OwnMovement(**one._asdict()) for one in moved),
    )
