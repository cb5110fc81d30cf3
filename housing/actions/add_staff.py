"""To add an official: login, name, role, branch; the password is kept as a scrypt hash."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, select
from werkzeug.security import generate_password_hash

from housing import audit
from housing.models import Branch, Staff
from housing.transaction import transaction
from housing.words import ROLES

SHORTEST = 12
#: These see one branch; the others belong to none.
OF_A_BRANCH = ("operator", "supervisor")


class CannotAdd(Exception):
    """Says in one sentence why not."""


def add_staff(login: str, name: str, role: str, branch: str | None, password: str, now: datetime) -> None:
    """Raises CannotAdd."""
    if role not in ROLES:
        raise CannotAdd(f"--role: expected {' or '.join(ROLES)}")
    if len(password) < SHORTEST:
        raise CannotAdd(f"the password must have at least {SHORTEST} characters")
    if (role in OF_A_BRANCH) != bool(branch):
        raise CannotAdd("--branch: operators and supervisors belong to a branch, the others to none")
    with transaction() as db:
        if branch and not db.scalar(select(exists().where(Branch.code == branch))):
            raise CannotAdd(f"--branch: there is no branch {branch}")
        if db.scalar(select(exists().where(Staff.login == login))):
            raise CannotAdd(f"there is an official {login} already")
        hashed = generate_password_hash(password, "scrypt")
        db.add(Staff(login=login, name=name, role=role, branch_code=branch, password_hash=hashed))
        audit.record("staff.added", "console", now, None, login=login, role=role)
