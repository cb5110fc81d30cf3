"""How the applicant of a case is reached, and in which language."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Application


@dataclass(frozen=True, slots=True)
class Contact:
    """None: not given. `language`: of the application, kk or ru."""

    phone: str | None
    email: str | None
    language: str


def load_contact(case_id: int) -> Contact:
    a = Application
    row = db.session.execute(select(a.phone, a.email, a.language).where(a.id == case_id)).one()
    return Contact(**row._asdict())
