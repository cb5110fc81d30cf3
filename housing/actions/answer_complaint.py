"""To answer a complaint: by the branch's supervisor, or by the head office where the supervisor decided the case."""

from __future__ import annotations

from datetime import datetime

from housing import audit
from housing.actions.outbox import put
from housing.models import Application, Complaint
from housing.queries.complaints import decided_by
from housing.queries.session import Who
from housing.transaction import transaction

OUTCOMES = ("upheld", "partly", "rejected")


class AnsweredBefore(Exception):
    """Somebody has answered it meanwhile; nothing was changed."""


class OwnDecision(Exception):
    """Nobody judges a complaint about their own decision."""


def answer_complaint(number: str, who: Who, outcome: str, words: str, now: datetime) -> None:
    """Raises LookupError (not of this branch), OwnDecision, AnsweredBefore."""
    if outcome not in OUTCOMES or not words:
        raise ValueError("an answer has an outcome and words")
    with transaction() as db:
        found = db.query(Complaint).filter_by(number=number).one_or_none()
        application = db.get_one(Application, found.application_id) if found else None
        if application is None or who.branch_code not in (None, application.branch_code):
            raise LookupError
        if decided_by(application.id) == who.staff_id:
            raise OwnDecision
        if found.state != "open":
            raise AnsweredBefore
        found.state, found.answer, found.answered_by, found.answered_at = outcome, words, who.staff_id, now
        put(db, application, f"complaint {found.id}", now, words="complaint_answered")
        audit.record(
            "complaint.answered", who.login, now, application.id, complaint=number, outcome=outcome,
            late=now > found.due_at,
        )  # fmt: skip
