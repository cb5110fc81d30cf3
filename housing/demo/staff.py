"""The demo's staff, made once, with passwords that are plainly no secret."""

from __future__ import annotations

from sqlalchemy import select
from werkzeug.security import generate_password_hash

from housing.demo.people import STAFF
from housing.storage.models import Staff
from housing.storage.transaction import transaction


def make_staff() -> None:
    with transaction() as db:
        there = set(db.scalars(select(Staff.login)))
        db.add_all(
            Staff(
                login=one.login, name=one.name_kk, role=one.role, branch_code=one.branch or None,
                password_hash=generate_password_hash(one.password, "scrypt"),
            )
            for one in STAFF
            if one.login not in there
        )  # fmt: skip
