"""Who answers for a branch."""

from __future__ import annotations

from sqlalchemy import select

from housing.extensions import db
from housing.models import Staff


def accountable(branch_code: str | None) -> str:
    """The official accountable for what the machine decides: the branch's supervisor; empty while there is none."""
    found = db.session.scalar(
        select(Staff.name)
        .where(Staff.branch_code == branch_code, Staff.role == "supervisor", Staff.active)
        .order_by(Staff.id)
    )
    return found or ""


def name_of(staff_id: int | None) -> str:
    return (db.session.scalar(select(Staff.name).where(Staff.id == staff_id)) if staff_id else None) or ""
