"""The demo's staff, made once, with passwords that are plainly no secret."""

from __future__ import annotations

from sqlalchemy import select
from werkzeug.security import generate_password_hash

from housing.demo.people import STAFF
from housing.storage.models import Staff
from housing.storage.transaction import transaction

#: Their passwords stand on the sign-in page: a costly hash would protect nobody, and take a second and more of a first
#: start. It is looked at as every other one.
HASH = "scrypt:1024:8:1"


def make_staff() -> None:
    with transaction() as db:
        there = set(db.scalars(select(Staff.login)))
        db.add_all(
            Staff(
                login=one.login,
                name=one.name_kk,
                role=one.role,
                branch_code=one.branch or None,
                password_hash=generate_password_hash(one.password, HASH),
            )
            for one in STAFF
            if one.login not in there
        )
