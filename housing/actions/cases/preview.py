"""To see a notice before its decision is final: composed as it would be, kept nowhere, with no code to verify it by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from housing.actions.cases.official import DoesNotFollow, Official
from housing.actions.cases.record_decision import build_register_entry
from housing.actions.notice.build_notice import DecisionContext, build_notice
from housing.notices import compose_notice
from housing.queries.filing.facts import load_case_facts
from housing.storage.models import Application
from housing.storage.transaction import transaction


def preview_notice(
    application_id: int,
    verdict: str,
    official: Official,
    findings: dict[str, Any],
    note: str,
    now: datetime,
    *,
    note_language: str = "",
) -> dict[str, str]:
    """The texts of the notice by language. Raises DoesNotFollow, as the decision itself would."""
    with transaction() as db:  # one view of the file, as the decision has; nothing is written into it
        application = db.get_one(Application, application_id)
        facts = load_case_facts(application_id, findings)
        law = facts.evaluate()
        if law.outcome != verdict:
            raise DoesNotFollow(law.outcome, law.unknown)
        entry = build_register_entry(application, facts, now) if verdict == "register" else None
        told = DecisionContext(
            application=application,
            facts=facts,
            law=law,
            now=now,
            entry=entry,
            staff_id=official.staff_id,
            actor=official.login,
            note=note,
            findings=findings,
            note_language=note_language,
        )
        return compose_notice(build_notice(told, ""))
