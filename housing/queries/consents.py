"""Consents of family members (Law, article 71(1); Law on Personal Data, article 8): who was asked, what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from housing.extensions import db
from housing.models import Application, FamilyConsent


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to somebody. `state`: asked, given, refused, withdrawn; `by`: the applicant's name, who asks."""

    id: int
    by: str
    state: str
    asked_at: datetime
    answered_at: datetime | None


def consented(application_id: int) -> frozenset[str]:
    """IINs of the family members whose consent, given here, stands."""
    wanted = FamilyConsent.application_id == application_id, FamilyConsent.state == "given"
    return frozenset(db.session.scalars(select(FamilyConsent.iin).where(*wanted)))


def asked_of(iin: str) -> list[Asked]:
    """What this person was asked to consent to, newest first."""
    c = FamilyConsent
    rows = db.session.execute(
        select(c.id, Application.name, c.state, c.asked_at, c.answered_at)
        .join(Application, Application.id == c.application_id)
        .where(c.iin == iin)
        .order_by(c.id.desc())
    )
    return [Asked(*row) for row in rows]
