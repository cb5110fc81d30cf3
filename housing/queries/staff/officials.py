"""Who answers for a branch."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from housing.storage.extensions import db
from housing.storage.models import Staff
from housing.text.alphabet import order_key


def load_accountable_name(branch_code: str | None) -> str:
    """The official accountable for what the machine decides: the branch's supervisor, else the head office's.

    Empty while the bank has neither.
    """
    supervises = and_(Staff.branch_code == branch_code, Staff.role == "supervisor")
    found = db.session.scalar(
        select(Staff.name)
        .where(or_(supervises, Staff.role == "head_office"), Staff.active)
        .order_by(Staff.role == "head_office", Staff.id)
    )
    return found or ""


def load_staff_name(staff_id: int | None) -> str:
    return (db.session.scalar(select(Staff.name).where(Staff.id == staff_id)) if staff_id else None) or ""


class Colleague(NamedTuple):
    """Somebody to whom a case of the branch may be given."""

    id: int
    name: str


def list_colleagues(branch_code: str | None) -> list[Colleague]:
    """The active operators and supervisors of a branch, by name."""
    works = Staff.branch_code == branch_code, Staff.role.in_(("operator", "supervisor")), Staff.active
    rows = db.session.execute(select(Staff.id, Staff.name).where(*works))
    return sorted((Colleague(**row._asdict()) for row in rows), key=lambda one: (order_key(one.name), one.id))


def list_names(logins: Collection[str]) -> dict[str, str]:
    """By login, what those officials are called."""
    rows = db.session.execute(select(Staff.login, Staff.name).where(Staff.login.in_(logins)))
    return {row.login: row.name for row in rows}
