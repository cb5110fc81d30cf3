"""To decide: an official fills in what was unknown, the law is asked again, and what it says is done, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from housing.actions.cases.four_eyes import submit_for_review
from housing.actions.cases.official import (
    DoesNotFollow,
    Official,
    load_for_decision,
)
from housing.actions.cases.record_decision import record_decision
from housing.actions.cases.record_finding import record_finding
from housing.actions.notice.build_notice import DecisionContext
from housing.queries.cases.four_eyes import list_review_reasons
from housing.queries.filing.facts import load_case_facts
from housing.storage.transaction import transaction


def decide_case(
    application_id: int,
    version: int,
    verdict: Literal["register", "refuse"],
    official: Official,
    findings: dict[str, Any],
    note: str,
    now: datetime,
    *,
    note_language: str = "",
) -> bool:
    """Records the findings and the decision that follows from them, together. False: a refusal waits for a second look.

    `note_language`: kk or ru, the language that the note is written in; "": both.
    Raises CaseChangedMeanwhile, ClaimedByAnother, TookPart, DoesNotFollow; then nothing was changed.
    """
    with transaction() as db:
        application = load_for_decision(db, application_id, version, official, now)
        facts = load_case_facts(application_id, findings)
        law = facts.evaluate()
        if law.outcome != verdict:
            raise DoesNotFollow(law.outcome, law.unknown)
        if verdict == "refuse" and (why := list_review_reasons(application, facts, law, now)):
            submit_for_review(db, application, law, official, findings, note, why, now, note_language=note_language)
            return False
        record_finding(db, application_id, findings, note, official.staff_id, official.login, now)
        told = DecisionContext(
            application=application,
            facts=facts,
            law=law,
            now=now,
            staff_id=official.staff_id,
            actor=official.login,
            note=note,
            findings=findings,
            note_language=note_language,
        )
        record_decision(db, told)
        return True
