"""Whom a state base names in another settlement than that of their place, and who has not answered yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from housing.queries.cases.complaints import complaint_access_condition
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, ResidenceQuestion

#: So many on a page of officials.
MAX_SHOWN = 200


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """`settlement`: the one that the base names, by its code."""

    settlement: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """As officials see it: whose place, where it stands, where the base names them."""

    register_number: str
    name: str
    stands_in: str
    settlement: str
    asked_at: datetime


def load_open_question(application_id: int) -> OpenQuestion | None:
    q = ResidenceQuestion
    row = db.session.execute(
        select(q.settlement, q.asked_at).where(q.application_id == application_id, q.answered_at.is_(None))
    ).first()
    return OpenQuestion(**row._asdict()) if row else None


def list_open_questions(who: Who) -> list[UnansweredQuestion]:
    """The oldest first, of the official's branch or of all; only of those who stand."""
    q, e, a = ResidenceQuestion, RegisterEntry, Application
    rows = db.session.execute(
        select(e.number.label("register_number"), a.name, e.settlement.label("stands_in"), q.settlement, q.asked_at)
        .join(e, (e.application_id == q.application_id) & e.annulled_at.is_(None))
        .join(a, a.id == q.application_id)
        .where(q.answered_at.is_(None), complaint_access_condition(who))
        .order_by(q.asked_at, q.id)
        .limit(MAX_SHOWN)
    )
    return [UnansweredQuestion(**row._asdict()) for row in rows]
