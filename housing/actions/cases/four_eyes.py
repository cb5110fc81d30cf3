"""The second look at a refusal: it is proposed, and another official of the branch confirms it or returns it.

Until then whoever proposed it may take it back.

The clock does not stop for it: the case stays open, and the steps of escalation come as ever. Findings are kept beside
the proposal and become part of the file with the decision.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session, object_session

from housing.actions.cases.claim import LEASE
from housing.actions.cases.official import (
    CaseChangedMeanwhile,
    ClaimedByAnother,
    Official,
    OfficialDecision,
    TookPart,
    evaluate_decision,
    may_work_on,
    took_part,
)
from housing.actions.cases.record_decision import record_decision
from housing.actions.cases.record_finding import record_findings
from housing.actions.notice.build_notice import DecisionContext
from housing.law.lifecycle import OPERATOR, REVIEW_LEVEL, renewed_move, require_move
from housing.queries.cases.four_eyes import load_reviewing_role
from housing.queries.cases.participants import HEAD_OFFICE, is_at_head_office
from housing.queries.filing.facts import load_case_facts
from housing.storage import audit
from housing.storage.models import Alert, AlertRead, Application, RefusalProposal
from housing.storage.transaction import DbSession, transaction

IN_REVIEW = "second_look"
ALERTS: Any = Alert.__table__
PROPOSALS: Any = RefusalProposal.__table__
HANDLE_ALERT = (
    update(ALERTS)
    .where(ALERTS.c.application_id == bindparam("case"), ALERTS.c.level == REVIEW_LEVEL, ALERTS.c.handled_at.is_(None))
    .values(handled_at=bindparam("now"), handled_by=bindparam("by"))
)
LAPSE_PROPOSAL = (
    update(PROPOSALS)
    .where(PROPOSALS.c.application_id == bindparam("case"), PROPOSALS.c.state == "open")
    .values(state="lapsed", answered_at=bindparam("now"))
)


class OwnProposal(Exception):
    """Nobody looks a second time at what they proposed themselves."""


class NotProposer(Exception):
    """Only whoever proposed it takes it back."""


def submit_for_review(db: DbSession, context: DecisionContext, why: list[str]) -> None:
    """Inside the transaction under way: nothing takes effect yet, and nobody is told."""
    application, grounds, now = context.application, context.law.grounds, context.now
    assert context.staff_id, "an official proposes it"
    made = require_move("propose", application.status, OPERATOR)
    db.add(
        RefusalProposal(
            application_id=application.id,
            staff_id=context.staff_id,
            note=context.note,
            findings=context.findings,
            grounds=grounds,
            why=why,
            proposed_at=now,
            state="open",
            note_language=context.note_language,
        )
    )
    set_status(application, made.target)
    alert_reviewers(db, application, context.staff_id, now)
    audit.record(made.audit, context.actor, now, application.id, grounds=grounds, why=why)


def alert_reviewers(db: DbSession, application: Application, proposer: int, now: datetime) -> None:
    """It stands in the inbox of whoever may look at it; proposed once more, it is new to them once more."""
    theirs = is_at_head_office(application.id)
    role = HEAD_OFFICE if theirs else load_reviewing_role(application.branch_code, proposer)
    wanted = {"application_id": application.id, "level": REVIEW_LEVEL, "role": role}
    alert = db.scalar(select(Alert).filter_by(**wanted)) or Alert(**wanted, breach=False)
    alert.branch_code = None if role == "head_office" else application.branch_code
    alert.at, alert.handled_at, alert.handled_by = now, None, None
    db.add(alert)
    db.flush()
    db.execute(delete(AlertRead).where(AlertRead.alert_id == alert.id))


def handle_review_alert(db: DbSession | Session, application_id: int, by: int | None, now: datetime) -> None:
    """Whatever became of the proposal, nobody has to look at it any more."""
    db.connection().execute(HANDLE_ALERT, {"case": application_id, "now": now, "by": by})


def confirm_refusal(application_id: int, version: int, official: Official, now: datetime) -> None:
    """It takes effect, with both names.

    Raises CaseChangedMeanwhile, OwnProposal, TookPart, ClaimedByAnother, DoesNotFollow.
    """
    with transaction() as db:
        application, proposal = load_proposal_to_review(db, application_id, version, official)
        decision = OfficialDecision("refuse", proposal.findings, proposal.note, proposal.note_language)
        context = replace(
            evaluate_decision(application, decision, official, now),
            staff_id=proposal.staff_id,
            confirmed_by=official.staff_id,
        )
        close_proposal(proposal, "confirmed", official, now)
        record_findings(db, context)
        audit.record("refusal.confirmed", official.login, now, application_id)
        record_decision(db, context)


def return_from_review(application_id: int, version: int, comment: str, official: Official, now: datetime) -> None:
    """Returned with a comment to the branch's officials.

    Raises CaseChangedMeanwhile, OwnProposal, TookPart, ClaimedByAnother.
    """
    with transaction() as db:
        application, proposal = load_proposal_to_review(db, application_id, version, official)
        proposal.comment = comment
        reopen_case(application, proposal, "give_back", "returned", official, now)


def withdraw_from_review(application_id: int, version: int, official: Official, now: datetime) -> None:
    """By whoever proposed it, who holds the case again. Raises CaseChangedMeanwhile, NotProposer, ClaimedByAnother."""
    with transaction() as db:
        application, proposal = load_proposal(db, application_id, version, official)
        if proposal.staff_id != official.staff_id:
            raise NotProposer
        reopen_case(application, proposal, "take_back", "taken_back", official, now)
        application.claimed_by, application.lease_until = official.staff_id, now + LEASE


def reopen_case(
    application: Application, proposal: RefusalProposal, how: str, state: str, official: Official, now: datetime
) -> None:
    """Inside the transaction under way: the case is undecided and on the branch's desk again."""
    made = require_move(renewed_move(how, application.renewed_at), application.status, OPERATOR)
    close_proposal(proposal, state, official, now)
    set_status(application, made.target)
    # What was silent when the refusal was proposed may have an answer by now.
    application.next_check_at = now if load_case_facts(application.id).to_ask_again else None
    audit.record(made.audit, official.login, now, application.id)


def void_proposal(db: DbSession, application_id: int, now: datetime) -> None:
    """Inside the transaction under way: the facts are asked for anew, so what was proposed on the old ones is void."""
    db.connection().execute(LAPSE_PROPOSAL, {"case": application_id, "now": now})
    handle_review_alert(db, application_id, None, now)


def load_proposal(
    db: DbSession, application_id: int, version: int, official: Official
) -> tuple[Application, RefusalProposal]:
    application = db.get_one(Application, application_id)
    if application.version != version or application.status != IN_REVIEW:
        raise CaseChangedMeanwhile
    if not may_work_on(application, official.branch_code):
        raise ClaimedByAnother
    wanted = select(RefusalProposal).filter_by(application_id=application_id, state="open")
    return application, db.scalars(wanted).one()


def load_proposal_to_review(
    db: DbSession, application_id: int, version: int, official: Official
) -> tuple[Application, RefusalProposal]:
    """What somebody else proposed."""
    application, proposal = load_proposal(db, application_id, version, official)
    if proposal.staff_id == official.staff_id:
        raise OwnProposal
    if took_part(application, official.staff_id):
        raise TookPart
    return application, proposal


def close_proposal(proposal: RefusalProposal, state: str, official: Official, now: datetime) -> None:
    proposal.state, proposal.answered_by, proposal.answered_at = state, official.staff_id, now
    session = object_session(proposal)
    assert session is not None, "read in the transaction under way"
    handle_review_alert(session, proposal.application_id, official.staff_id, now)


def set_status(application: Application, status: str) -> None:
    """Nobody holds it any more, and a page from before decides nothing."""
    application.status, application.version = status, application.version + 1
    application.claimed_by = application.lease_until = application.next_check_at = None
