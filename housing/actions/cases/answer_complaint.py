"""To answer a complaint: by a supervisor of the branch who took no part in the act, or else by the head office.

Upheld, it changes the case: the act is cancelled, and the case is decided anew; of a removal the place is given back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from housing.actions.cases.cancel_act import cancel_act, cancels_act
from housing.actions.cases.renew import changes_case, renew_case
from housing.actions.cases.restore import gives_place_back, restore_entry
from housing.actions.cases.undo_succession import undo_succession, undoes_succession
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.queries.cases.participants import has_taken_part
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application, Complaint
from housing.storage.transaction import DbSession, transaction

OUTCOMES = ("upheld", "partly", "rejected")
#: What an upheld complaint does, inside the transaction under way.
Effect = Callable[[DbSession, Application, Complaint, Who, datetime], None]


class ComplaintAlreadyAnswered(Exception):
    """Somebody has answered it meanwhile; nothing was changed."""


class ComplaintAboutOwnDecision(Exception):
    """Nobody judges a complaint about an act in which they took part (article 97(2))."""


def answer_complaint(
    number: str, who: Who, outcome: str, words: str, now: datetime, place_returns: bool = False
) -> None:
    """`place_returns`: of who got a place by a succession, that it goes back; of who had held it, it does anyhow.

    Raises LookupError (not of this branch), ComplaintAboutOwnDecision, ComplaintAlreadyAnswered, StandsElsewhere.
    """
    if outcome not in OUTCOMES or not words:
        raise ValueError("an answer has an outcome and words")
    with transaction() as db:
        found, application = load_complaint_to_answer(db, number, who)
        found.state, found.answer, found.answered_by, found.answered_at = outcome, words, who.staff_id, now
        asked = application.id, found.subject, outcome, application.status
        effect = find_effect(*asked, found.filed_at, place_returns)
        # That the case is decided anew, the place or the date given back, says more.
        if effect is None or found.by_iin:
            told = NewMessage(f"complaint {found.id}", "complaint_answered", to_iin=found.by_iin)
            enqueue(db, application, told, now)
        audit.record(
            "complaint.family_answered" if found.by_iin else "complaint.answered",
            who.login,
            now,
            application.id,
            complaint=number,
            outcome=outcome,
            late=now > found.due_at,
        )
        if effect is not None:
            effect(db, application, found, who, now)


def find_effect(
    application_id: int, subject: str, outcome: str, status: str, filed_at: datetime, place_returns: bool
) -> Effect | None:
    """What the answer changes; None: it changes nothing, and its words are all."""
    asked = application_id, subject, outcome, status
    if cancels_act(*asked, filed_at):
        return cancel_act
    if (place_returns or status == "passed_on") and undoes_succession(*asked, filed_at):
        return undo_succession
    if changes_case(*asked):
        return renew_case
    return restore_entry if gives_place_back(*asked, filed_at) else None


def load_complaint_to_answer(db: DbSession, number: str, who: Who) -> tuple[Complaint, Application]:
    """An open one, within this official's reach, about no act of their own."""
    found = db.query(Complaint).filter_by(number=number).one_or_none()
    if found is None:
        raise LookupError
    application = db.get_one(Application, found.application_id)
    if who.branch_code not in (None, application.branch_code):
        raise LookupError
    if has_taken_part(application.id, who.staff_id):
        raise ComplaintAboutOwnDecision
    if found.state != "open":
        raise ComplaintAlreadyAnswered
    return found, application
