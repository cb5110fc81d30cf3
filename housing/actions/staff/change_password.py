"""An official chooses a new password; every other session of theirs ends."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from werkzeug.security import check_password_hash, generate_password_hash

from housing.queries.signin.session import load_official
from housing.security.passwords import WeakPassword, validate_password
from housing.storage import audit
from housing.storage.models import SignedInSession, Staff
from housing.storage.transaction import transaction


class WrongPresentPassword(Exception):
    """The present password is another one, or was changed meanwhile."""


def change_password(staff_id: int, session: str, old: str, new: str, now: datetime) -> None:
    """`session`: the hash of the one that stays. Raises WrongPresentPassword, WeakPassword."""
    staff = load_official(staff_id)
    if staff is None or not check_password_hash(staff.password_hash, old):
        raise WrongPresentPassword
    if new == old:
        raise WeakPassword("same")
    validate_password(new, staff.login)
    made = generate_password_hash(new, "scrypt")  # slow by intent: outside the transaction
    with transaction() as db:
        row = db.scalars(select(Staff).where(Staff.id == staff_id)).one()
        if row.password_hash != staff.password_hash:
            raise WrongPresentPassword
        row.password_hash, row.must_change = made, False
        db.execute(
            delete(SignedInSession).where(SignedInSession.staff_id == staff_id, SignedInSession.token_hash != session)
        )
        audit.record("staff.password", staff.login, now)
