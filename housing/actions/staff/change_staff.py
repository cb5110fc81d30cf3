"""What an administrator changes in an account: role and branch, whether it is active, what it signs in with.

Who is signed in is looked up at every request, so that each change counts from the next one on; and what somebody held
at a desk that is no longer theirs is free for their colleagues at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from werkzeug.security import generate_password_hash

from housing.actions.cases.claim import release_all_cases
from housing.actions.signin.prove_code import LENGTH, LETTERS
from housing.actions.staff.add_staff import role_fits_branch
from housing.labels import ROLES
from housing.queries.reference.settlements import load_branches
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import RecoveryCode, SignedInSession, Staff
from housing.storage.transaction import DbSession, transaction

ADMINISTRATOR = "administrator"


class AccountChangeRefused(Exception):
    """`code`: own (nobody changes their own account here), last (one active administrator stays), branch (role and
    branch do not fit), gone (no such account)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def edit_account(staff_id: int, by: Who) -> Iterator[tuple[Any, Staff]]:
    """The account of somebody else, in a transaction that leaves the bank an administrator.

    Raises AccountChangeRefused.
    """
    if staff_id == by.staff_id:
        raise AccountChangeRefused("own")
    with transaction() as db:
        staff = db.scalar(select(Staff).where(Staff.id == staff_id))
        if staff is None:
            raise AccountChangeRefused("gone")
        yield db, staff
        db.flush()
        if not db.scalar(select(func.count()).where(Staff.role == ADMINISTRATOR, Staff.active)):
            raise AccountChangeRefused("last")


def assign_role(staff_id: int, role: str, branch: str | None, by: Who, now: datetime) -> None:
    """Another role or branch. Raises AccountChangeRefused."""
    if role not in ROLES or not role_fits_branch(role, branch):
        raise AccountChangeRefused("branch")
    with edit_account(staff_id, by) as (db, staff):
        if branch and branch not in load_branches():
            raise AccountChangeRefused("branch")
        before = {"role": staff.role, "branch": staff.branch_code or ""}
        if (staff.role, staff.branch_code) != (role, branch):
            release_all_cases(db, staff_id, staff.login, by.login, now)
        staff.role, staff.branch_code = role, branch
        audit.record(
            "staff.assigned", by.login, now, None, login=staff.login, before=before, role=role, branch=branch or ""
        )


def set_active(staff_id: int, active: bool, by: Who, now: datetime) -> None:
    """Who is deactivated is signed out everywhere and holds no case any more. Raises AccountChangeRefused."""
    with edit_account(staff_id, by) as (db, staff):
        if staff.active == active:
            return
        staff.active = active
        if not active:
            release_all_cases(db, staff_id, staff.login, by.login, now)
        db.execute(delete(SignedInSession).where(SignedInSession.staff_id == staff_id))
        audit.record("staff.activated" if active else "staff.deactivated", by.login, now, None, login=staff.login)


def reset_authenticator(staff_id: int, reason: str, by: Who, now: datetime) -> None:
    """The authenticator and its recovery codes count no more; the person enrols a new one.

    Raises AccountChangeRefused.
    """
    with edit_account(staff_id, by) as (db, staff):
        remove_authenticator(db, staff)
        audit.record("staff.authenticator_reset", by.login, now, None, login=staff.login, reason=reason)


def remove_authenticator(db: DbSession, staff: Staff) -> None:
    staff.totp_secret = staff.totp_step = staff.totp_since = None
    db.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff.id))
    db.execute(delete(SignedInSession).where(SignedInSession.staff_id == staff.id))


def reset_password(staff_id: int, by: Who, now: datetime) -> str:
    """A new password, told once; the person chooses their own with it. Raises AccountChangeRefused."""
    password = generate_password()
    hashed = generate_password_hash(password, "scrypt")
    with edit_account(staff_id, by) as (db, staff):
        staff.password_hash, staff.must_change = hashed, True
        db.execute(delete(SignedInSession).where(SignedInSession.staff_id == staff_id))
        audit.record("staff.password_given", by.login, now, None, login=staff.login)
    return password


def generate_password() -> str:
    """Eighty random bits in groups that can be read out."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, LENGTH, 4))


def reset_authenticator_from_console(login: str, now: datetime) -> bool:
    """For the last administrator who has lost their authenticator: False where there is no such login."""
    with transaction() as db:
        staff = db.scalar(select(Staff).where(Staff.login == login))
        if staff is None:
            return False
        remove_authenticator(db, staff)
        audit.record("staff.authenticator_reset", "console", now, None, login=login, reason="console")
    return True
