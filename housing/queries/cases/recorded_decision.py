"""What was decided of a case, as an official reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from housing.law.eligibility import GROUNDS, Ground
from housing.storage.extensions import execute_core
from housing.storage.models import Complaint, Decision, Notice, RegisterEntry, Staff


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """What was decided. `official` is empty where the machine did; `facts`: as they were then.

    `grounds`: those that held then. `confirmed_by`: who looked a second time. `restored_by`: the complaint by which the
    entry bears the date that it would have had.
    """

    outcome: str
    decided_at: datetime
    official: str
    note: str
    facts: dict[str, Any]
    grounds: list[Ground]
    parameters: date
    notice_number: str | None
    notice_code: str | None
    #: Of the notice in force: that of the decision, or of a removal or a restored place after it.
    notice_kind: str | None
    register_number: str | None
    list_code: str | None
    registered_at: datetime | None
    restored_by: str | None
    confirmed_by: str | None


D, N, R = Decision, Notice, RegisterEntry
SECOND = aliased(Staff)
IN_FORCE = (
    select(
        D.outcome,
        D.decided_at,
        Staff.name.label("official"),
        D.note,
        D.facts,
        D.grounds,
        D.parameters,
        N.number.label("notice_number"),
        N.code.label("notice_code"),
        N.kind.label("notice_kind"),
        R.number.label("register_number"),
        R.list_code,
        R.registered_at,
        Complaint.number.label("restored_by"),
        SECOND.name.label("confirmed_by"),
    )
    .outerjoin(Staff, Staff.id == D.staff_id)
    .outerjoin(SECOND, SECOND.id == D.confirmed_by)
    .outerjoin(N, and_(N.application_id == D.application_id, N.replaced_at.is_(None)))
    .outerjoin(R, and_(R.application_id == D.application_id, D.outcome == "register"))
    .outerjoin(Complaint, Complaint.id == R.complaint_id)
    .where(D.application_id == bindparam("case"), D.cancelled_at.is_(None))
)


def load_decision(case_id: int) -> RecordedDecision | None:
    """The one in force."""
    row = execute_core(IN_FORCE, {"case": case_id}).first()
    if row is None:
        return None
    read = {"official": row.official or "", "grounds": build_grounds(row.grounds)}
    return RecordedDecision(**row._asdict() | read)


def build_grounds(recorded: list[dict[str, Any]]) -> list[Ground]:
    """The grounds that a decision recorded, with their words."""
    keys = {key for ground in recorded for key in ground.get("reasons", [ground["code"]])}
    return [ground for ground in GROUNDS if ground.key in keys]
