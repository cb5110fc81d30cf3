"""What became of a case before it is decided anew: the decisions that were cancelled, and who is left to decide."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from housing.queries.cases.case import Case
from housing.queries.cases.participants import ActKind, DecidingOffice, load_deciding_office
from housing.storage.extensions import db
from housing.storage.models import Complaint, Decision, Staff


class CancelledDecision(NamedTuple):
    """A decision that is in force no more. `official`: "" where the machine decided; `complaint`: "" where none was."""

    outcome: str
    decided_at: datetime
    official: str
    confirmed_by: str
    complaint: str
    cancelled_at: datetime


class EarlierActs(NamedTuple):
    """`where`: who decides now, or looks a second time; None once it is decided."""

    cancelled: list[CancelledDecision]
    where: DecidingOffice | None


def load_earlier_acts(found: Case) -> EarlierActs | None:
    """None for a case that no complaint has opened anew."""
    if found.renewed_at is None:
        return None
    d, c, second = Decision, Complaint, aliased(Staff)
    rows = db.session.execute(
        select(
            d.outcome,
            d.decided_at,
            func.coalesce(Staff.name, "").label("official"),
            func.coalesce(second.name, "").label("confirmed_by"),
            func.coalesce(c.number, "").label("complaint"),
            d.cancelled_at,
        )
        .outerjoin(Staff, Staff.id == d.staff_id)
        .outerjoin(second, second.id == d.confirmed_by)
        .outerjoin(c, c.id == d.complaint_id)
        .where(d.application_id == found.id, d.cancelled_at.is_not(None))
        .order_by(d.id.desc())
    )
    told = [CancelledDecision(**row._asdict()) for row in rows]
    what: ActKind = "review" if found.status == "second_look" else "decide"
    return EarlierActs(told, load_deciding_office(found.id, what) if found.is_open else None)
