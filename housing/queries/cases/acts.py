"""What became of a case before it is decided anew: the decisions that were cancelled, and who is left to decide."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from housing.queries.cases.case import Case
from housing.queries.cases.participants import Where, where_done
from housing.storage.extensions import db
from housing.storage.models import Complaint, Decision, Staff


class Cancelled(NamedTuple):
    """A decision that is in force no more. `official`: "" where the machine decided; `complaint`: "" where none was."""

    outcome: str
    decided_at: datetime
    official: str
    confirmed_by: str
    complaint: str
    cancelled_at: datetime


class Before(NamedTuple):
    """`where`: who decides now, or looks a second time; None once it is decided."""

    cancelled: list[Cancelled]
    where: Where | None


def acts_before(found: Case) -> Before | None:
    """None for a case that no complaint has opened anew."""
    if found.renewed_at is None:
        return None
    d, c, second = Decision, Complaint, aliased(Staff)
    rows = db.session.execute(
        select(d.outcome, d.decided_at, Staff.name, second.name, c.number, d.cancelled_at)
        .outerjoin(Staff, Staff.id == d.staff_id)
        .outerjoin(second, second.id == d.confirmed_by)
        .outerjoin(c, c.id == d.complaint_id)
        .where(d.application_id == found.id, d.cancelled_at.is_not(None))
        .order_by(d.id.desc())
    )
    told = [Cancelled(outcome, at, by or "", look or "", number or "", end)
            for outcome, at, by, look, number, end in rows]  # fmt: skip
    what = "review" if found.status == "second_look" else "decide"
    return Before(told, where_done(found.id, what) if found.is_open else None)
