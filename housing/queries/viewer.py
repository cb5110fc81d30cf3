"""The papers of a case as they are read: pages, and what was found of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from housing.extensions import db
from housing.models import Paper, Settled, Staff
from housing.queries.paper import OPENED


@dataclass(frozen=True, slots=True)
class Leafed:
    """`position`: among the documents of the facts. `reliable`: None until somebody has read it."""

    id: int
    kind: str
    pages: int
    openable: bool
    position: int
    reliable: bool | None
    reason: str
    reader: str | None
    at: datetime | None

    @property
    def fact(self) -> str:
        return fact_at(self.position)


def fact_at(position: int) -> str:
    return f"application.documents[{position}].reliable"


def leafed(case_id: int) -> list[Leafed]:
    """In the order of the facts, which know nothing of what bears a virus."""
    p = Paper
    papers = db.session.execute(
        select(p.id, p.kind, p.pages, p.scan).where(p.application_id == case_id, p.scan != "infected").order_by(p.id)
    ).all()
    found = {
        fact: rest
        for fact, *rest in db.session.execute(
            select(Settled.fact, Settled.value, Settled.note, Staff.name, Settled.at)
            .join(Staff, and_(Staff.id == Settled.staff_id))
            .where(Settled.application_id == case_id, Settled.set_aside_at.is_(None))
        )
    }
    return [
        Leafed(one.id, one.kind, one.pages or 1, one.scan in OPENED, i, *found.get(fact_at(i), (None, "", None, None)))
        for i, one in enumerate(papers)
    ]
