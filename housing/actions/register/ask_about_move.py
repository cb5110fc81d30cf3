"""To ask whether somebody moved for good, where a state base names another settlement than that of their place.

Nothing ends by it (Law, article 73(1)): who is registered elsewhere for a time has not left for permanent residence.
The place stays until the person says so or two officials act.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.actions.notice.outbox import NewMessage, enqueue
from housing.law.lifecycle import SYSTEM
from housing.storage import audit
from housing.storage.models import Application, RegisterEntry, ResidenceQuestion
from housing.storage.transaction import DbSession


def ask_about_move(db: DbSession, application_id: int, settlement: str, now: datetime, *, told: bool = False) -> bool:
    """Inside the transaction under way. `settlement`: code of the one that the base names; `told`: by another message.

    False where there is nothing to ask: the settlement is that of the place, nobody stands there, the question is open
    already, or this very settlement was asked about and answered before.
    """
    e, q = RegisterEntry, ResidenceQuestion
    entry = db.scalars(select(e).where(e.application_id == application_id, e.annulled_at.is_(None))).first()
    if entry is None or not settlement or settlement == entry.settlement:
        return False
    last = select(q).where(q.application_id == application_id).order_by(q.id.desc()).limit(1)
    before = db.scalars(last).first()
    if before is not None and (before.answered_at is None or before.settlement == settlement):
        return False
    question = ResidenceQuestion(application_id=application_id, settlement=settlement, asked_at=now)
    db.add(question)
    db.flush()
    if not told:
        enqueue(db, db.get_one(Application, application_id), NewMessage(f"residence {question.id}", "residence"), now)
    audit.record("residence.asked", SYSTEM, now, application_id)
    return True
