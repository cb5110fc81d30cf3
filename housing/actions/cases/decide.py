"""To decide: an official fills in what was unknown, the law is asked again, and what it says is done, once."""

from __future__ import annotations

from datetime import datetime

from housing.actions.cases.four_eyes import submit_for_review
from housing.actions.cases.official import Official, OfficialDecision, evaluate_decision, load_for_decision
from housing.actions.cases.record_decision import record_decision
from housing.actions.cases.record_finding import record_findings
from housing.queries.cases.four_eyes import list_review_reasons
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
