"""The accounts of staff, for an administrator; and what an official is told of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select

from housing.storage.extensions import db
from housing.storage.models import RecoveryCode, SignedInSession, Staff
from housing.text.alphabet import order_key


@dataclass(frozen=True, slots=True)
class StaffAccount:
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


def select_accounts(now: datetime) -> Select[Staff, int, int]:
    left = select(func.count()).where(RecoveryCode.staff_id == Staff.id, RecoveryCode.used_at.is_(None))
    sessions = select(func.count()).where(SignedInSession.staff_id == Staff.id, SignedInSession.until > now)
    return select(Staff, left.scalar_subquery(), sessions.scalar_subquery())


def build_account(row: Row[Staff, int, int]) -> StaffAccount:
    staff, codes_left, sessions = row
    return StaffAccount(
        staff.id,
        staff.login,
        staff.name,
        staff.role,
        staff.branch_code,
        staff.active,
        staff.must_change,
        staff.totp_since if staff.totp_secret else None,
        codes_left,
        sessions,
    )


def list_accounts(now: datetime) -> list[StaffAccount]:
    """Active ones first, by name."""
    rows = [build_account(row) for row in db.session.execute(select_accounts(now))]
    return sorted(rows, key=lambda one: (not one.active, order_key(one.name), one.login))


def load_account(staff_id: int, now: datetime) -> StaffAccount | None:
    row = db.session.execute(select_accounts(now).where(Staff.id == staff_id)).first()
    return build_account(row) if row else None


def load_login(typed: str) -> str:
    """The login of whoever has it, also of a closed account; "" where nobody has: what was typed may be a password."""
    return db.session.scalar(select(Staff.login).where(Staff.login == typed)) or ""
