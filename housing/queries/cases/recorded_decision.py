"""What was decided of a case, as an official reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from housing.law.eligibility import GROUNDS, Ground
from housing.storage.extensions import db
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
    register_number: str | None
    list_code: str | None
    registered_at: datetime | None
    restored_by: str | None
    confirmed_by: str | None


def load_decision(case_id: int) -> RecordedDecision | None:
    d, n, r, c, second = Decision, Notice, RegisterEntry, Complaint, aliased(Staff)
    row = db.session.execute(
        select(
            d.outcome,
            d.decided_at,
            Staff.name.label("official"),
            d.note,
            d.facts,
            d.grounds,
            d.parameters,
            n.number.label("notice_number"),
            n.code.label("notice_code"),
            r.number.label("register_number"),
            r.list_code,
            r.registered_at,
            c.number.label("restored_by"),
            second.name.label("confirmed_by"),
        )
        .outerjoin(Staff, Staff.id == d.staff_id)
        .outerjoin(second, second.id == d.confirmed_by)
        .outerjoin(n, and_(n.application_id == d.application_id, n.replaced_at.is_(None)))
        .outerjoin(r, and_(r.application_id == d.application_id, r.annulled_at.is_(None)))
        .outerjoin(c, c.id == r.complaint_id)
        .where(d.application_id == case_id, d.cancelled_at.is_(None))
    ).first()
    if row is None:
        return None
    read = {"official": row.official or "", "grounds": build_grounds(row.grounds)}
    return RecordedDecision(**row._asdict() | read)


def build_grounds(recorded: list[dict[str, Any]]) -> list[Ground]:
    """The grounds that a decision recorded, with their words."""
    keys = {key for ground in recorded for key in ground.get("reasons", [ground["code"]])}
    return [ground for ground in GROUNDS if ground.key in keys]
