"""To see a notice before its decision is final: composed as it would be, kept nowhere, with no code to verify it by."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from housing.actions.cases.official import Official, OfficialDecision, evaluate_decision
from housing.actions.cases.register_entry import build_register_entry
from housing.actions.notice.build_notice import build_notice
from housing.notices import compose_notice
from housing.storage.models import Application
from housing.storage.transaction import transaction


def preview_notice(
    application_id: int, decision: OfficialDecision, official: Official, now: datetime
) -> dict[str, str]:
    """The texts of the notice by language. Raises DoesNotFollow, as the decision itself would."""
    with transaction() as db:  # one view of the file, as the decision has; nothing is written into it
        application = db.get_one(Application, application_id)
        context = evaluate_decision(application, decision, official, now)
        register = decision.outcome == "register"
        entry = build_register_entry(application, context.facts, now) if register else None
        return compose_notice(build_notice(replace(context, entry=entry), ""))
