"""To add an official: login, name, role, branch; the password is kept as a scrypt hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from werkzeug.security import generate_password_hash

from housing.labels import ROLES
from housing.queries.reference.settlements import load_branches
from housing.security.passwords import FAULTS, WeakPassword, validate_password
from housing.storage import audit
from housing.storage.models import Staff
from housing.storage.transaction import transaction
from housing.text.printable import first_unprintable

#: These see one branch; the others belong to none.
BRANCH_ROLES = ("operator", "supervisor")


class CannotAddStaff(Exception):
    """Says in one sentence why not; `code`: role, password, name, branch or login, for a form to say in its words."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


def role_fits_branch(role: str, branch: str | None) -> bool:
    """Operators and supervisors belong to a branch, the others to none."""
    return (role in BRANCH_ROLES) == bool(branch)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """`name`: as it stands on notices. `branch`: its code, None for who belongs to none."""

    login: str
    name: str
    role: str
    branch: str | None = None


def add_staff(account: NewAccount, password: str, now: datetime, by: str = "console") -> int:
    """Their id. Whoever is added by an administrator has to choose a password of their own first.

    Raises CannotAddStaff.
    """
    login, role, branch = account.login, account.role, account.branch
    if role not in ROLES:
        raise CannotAddStaff("role", f"--role: expected {' or '.join(ROLES)}")
    try:
        validate_password(password, login)
    except WeakPassword as weak:
        raise CannotAddStaff("password", FAULTS[weak.code]) from None
    if sign := first_unprintable(account.name):
        raise CannotAddStaff("name", f"--name: a notice cannot be printed with the sign {sign}")
    if not role_fits_branch(role, branch):
        raise CannotAddStaff("branch", "--branch: operators and supervisors belong to a branch, the others to none")
    hashed = generate_password_hash(password, "scrypt")
    with transaction() as db:
        if branch and branch not in load_branches():
            raise CannotAddStaff("branch", f"--branch: there is no branch {branch}")
        if db.scalar(select(exists().where(Staff.login == login))):
            raise CannotAddStaff("login", f"there is an official {login} already")
        added = Staff(
            login=login,
            name=account.name,
            role=role,
            branch_code=branch,
            password_hash=hashed,
            must_change=by != "console",
        )
        db.add(added)
        audit.record("staff.added", by, now, None, login=login, role=role, branch=branch or "")
        db.flush()
        return int(added.id)
