"""The accounts of staff, for an administrator; and what an official is told of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select

from housing.storage.extensions import db
from housing.storage.models import RecoveryCode, SignedIn, Staff
from housing.text.alphabet import order_key


@dataclass(frozen=True, slots=True)
class Account:
    """`sessions`: how many are open now; `secured_since`: when the authenticator was enrolled; `codes_left`: recovery
    codes that still count."""

    id: int
    login: str
    name: str
    role: str
    branch_code: str | None
    active: bool
    must_change: bool
    secured_since: datetime | None
    codes_left: int
    sessions: int


def found_by(now: datetime) -> Select[Staff, int, int]:
    left = select(func.count()).where(RecoveryCode.staff_id == Staff.id, RecoveryCode.used_at.is_(None))
    sessions = select(func.count()).where(SignedIn.staff_id == Staff.id, SignedIn.until > now)
    return select(Staff, left.scalar_subquery(), sessions.scalar_subquery())


def told(row: Row[Staff, int, int]) -> Account:
    staff, codes_left, sessions = row
    return Account(
        staff.id, staff.login, staff.name, staff.role, staff.branch_code, staff.active, staff.must_change,
        staff.totp_since if staff.totp_secret else None, codes_left, sessions,
    )  # fmt: skip


def accounts(now: datetime) -> list[Account]:
    """Active ones first, by name."""
    rows = [told(row) for row in db.session.execute(found_by(now))]
    return sorted(rows, key=lambda one: (not one.active, order_key(one.name), one.login))


def account(staff_id: int, now: datetime) -> Account | None:
    row = db.session.execute(found_by(now).where(Staff.id == staff_id)).first()
    return told(row) if row else None


def login_of(typed: str) -> str:
    """The login of whoever has it, also of a closed account; "" where nobody has: what was typed may be a password."""
    return db.session.scalar(select(Staff.login).where(Staff.login == typed)) or ""
