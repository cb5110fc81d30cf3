"""To decide: an official fills in what was unknown, the law is asked again, and what it says is done, once."""

from __future__ import annotations

from datetime import datetime

from housing.actions.cases.four_eyes import submit_for_review
from housing.actions.cases.official import DoesNotFollow, Official, OfficialDecision, load_for_decision
from housing.actions.cases.record_decision import record_decision
from housing.actions.cases.record_finding import record_findings
from housing.actions.notice.build_notice import DecisionContext
from housing.queries.cases.four_eyes import list_review_reasons
from housing.queries.filing.facts import load_case_facts
from housing.storage.models import Application
from housing.storage.transaction import transaction


def decide_case(
    application_id: int, version: int, decision: OfficialDecision, official: Official, now: datetime
) -> bool:
    """Records the findings and the decision that follows from them, together. False: a refusal waits for a second look.

    Raises CaseChangedMeanwhile, ClaimedByAnother, TookPart, DoesNotFollow; then nothing was changed.
    """
    with transaction() as db:
        application = load_for_decision(db, application_id, version, official, now)
        context = evaluate_decision(application, decision, official, now)
        why = list_review_reasons(application, context.facts, context.law, now) if decision.outcome == "refuse" else []
        if why:
            submit_for_review(db, context, why)
            return False
        record_findings(db, context)
        record_decision(db, context)
        return True


def evaluate_decision(
    application: Application, decision: OfficialDecision, official: Official, now: datetime
) -> DecisionContext:
    """What the law says with the findings. Raises DoesNotFollow where that is not what the official decides."""
    facts = load_case_facts(application.id, decision.findings)
    law = facts.evaluate()
    if law.outcome != decision.outcome:
        raise DoesNotFollow(law.outcome, law.unknown)
    return DecisionContext(
        application=application,
        facts=facts,
        law=law,
        now=now,
        staff_id=official.staff_id,
        actor=official.login,
        note=decision.note,
        findings=decision.findings,
        note_language=decision.note_language,
    )
