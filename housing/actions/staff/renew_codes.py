"""Ten new recovery codes for an official whose authenticator is at hand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.actions.signin.prove_code import generate_recovery_codes, prove_code
from housing.storage import audit
from housing.storage.models import Staff
from housing.storage.transaction import transaction


def renew_codes(staff_id: int, code: str, key: str, now: datetime, phone: datetime) -> list[str]:
    """They replace those before. Raises WrongSecondFactor."""
    with transaction() as db:
        staff = db.scalars(select(Staff).where(Staff.id == staff_id)).one()
        prove_code(db, staff, code, key, now, phone)
        codes = generate_recovery_codes(db, staff_id)
        audit.record("staff.recovery_codes", staff.login, now)
    return codes
