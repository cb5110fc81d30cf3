"""To renew: an upheld complaint cancels the act, and the case is decided anew by somebody who took no part in it.

Administrative Procedural Code, articles 84(4) and 100. The decision stays as it was, marked as cancelled; what was
found for it is set aside; the bases are asked again; the term of the basis runs anew; a place counts from the day of
the first act that was cancelled.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from housing.actions.cases.record_decision import generate_notice_code, issue_notice, supersede_notice
from housing.actions.cases.register_entry import lapse_proposals
from housing.actions.notice.build_notice import build_notice_header
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.law.lifecycle import CANCELLABLE_STATUSES, OPERATOR, require_move
from housing.notices import NoticeData
from housing.queries.reference.term import build_term
from housing.queries.register.place_acts import rests_on_decision
from housing.queries.signin.representation import load_representative
from housing.queries.signin.session import Who
from housing.queries.staff.officials import load_staff_name
from housing.storage import audit
from housing.storage.models import Alert, Application, Complaint, Decision, RecordedFinding
from housing.storage.transaction import DbSession


def changes_case(application_id: int, subject: str, outcome: str, status: str) -> bool:
    """Does this answer to a complaint cancel the act? An error in the data does where it led to a refusal.

    Who stands by no decision, but by what was taken over or passed on, is decided anew by nobody: that could only
    end the place.
    """
    if status not in CANCELLABLE_STATUSES or outcome == "rejected":
        return False
    if status == "registered" and not rests_on_decision(application_id):
        return False
    return subject == "decision" or (subject == "data" and outcome == "upheld" and status != "registered")


def renew_case(db: DbSession, application: Application, complaint: Complaint, who: Who, now: datetime) -> None:
    """Inside the transaction under way. Raises lifecycle.MoveNotAllowed where there is no act."""
    made, was, acted_at = (
        require_move("renew", application.status, OPERATOR),
        application.status,
        application.decided_at or now,
    )
    cancel_decision(db, application, complaint, was, now)
    lapse_proposals(db, application.id, now)
    term = build_term(now, application.basis or "")
    application.counts_from = application.counts_from or acted_at
    application.status, application.decided_at, application.renewed_at = made.target, None, now
    application.accepted_at, application.due_at = term.accepted_at, term.due_at
    application.escalation, application.next_check_at = 0, now
    application.claimed_by = application.lease_until = None
    application.version += 1
    supersede_notice(db, application, now)
    issue_notice(db, application, build_cancellation_notice(application, complaint, was, acted_at, who, now))
    enqueue(db, application, NewMessage(f"{made.message} {complaint.id}", made.message or ""), now)
    audit.record(made.audit, who.login, now, application.id, was=was, complaint=complaint.number)


def cancel_decision(db: DbSession, application: Application, complaint: Complaint, was: str, now: datetime) -> None:
    """The decision in force and what it rested on. An annulment that falls leaves its officials free to decide."""
    d, fell = Decision, was == "annulled"
    of_case = d.application_id == application.id
    term = {"accepted_at": application.accepted_at, "due_at": application.due_at}
    db.execute(update(d).where(of_case, d.due_at.is_(None)).values(**term))
    values = {"cancelled_at": now, "complaint_id": None if fell else complaint.id}
    db.execute(update(d).where(of_case, d.cancelled_at.is_(None)).values(**values))
    if not fell:
        standing = RecordedFinding.application_id == application.id, RecordedFinding.set_aside_at.is_(None)
        db.execute(update(RecordedFinding).where(*standing).values(set_aside_at=now))
    told = Alert.application_id == application.id, Alert.handled_at.is_(None), Alert.breach.is_(False)
    db.execute(update(Alert).where(*told).values(handled_at=now))


def build_cancellation_notice(
    application: Application, complaint: Complaint, was: str, acted_at: datetime, who: Who, now: datetime
) -> NoticeData:
    """What the notice of it bears."""
    by = load_representative(application.id)
    return NoticeData(
        **build_notice_header(application, by, "renewed", generate_notice_code(), now, now),
        official=load_staff_name(who.staff_id),
        automatic=False,
        complaint=complaint.number,
        act=was,
        acted_at=acted_at,
        registered_at=application.counts_from,
        due_at=application.due_at,
    )
