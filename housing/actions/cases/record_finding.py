"""What an official found about unknown facts is kept with its ground, in the transaction under way."""

from __future__ import annotations

from housing.actions.notice.build_notice import DecisionContext
from housing.storage import audit
from housing.storage.models import RecordedFinding
from housing.storage.transaction import DbSession


def record_findings(db: DbSession, context: DecisionContext) -> None:
    """Those of the official whose decision it is, in the name of whoever lets it take effect."""
    case, kept = context.application.id, {"note": context.note, "staff_id": context.staff_id, "at": context.now}
    for fact, value in sorted(context.findings.items()):
        db.add(RecordedFinding(application_id=case, fact=fact, value=value, **kept))
        audit.record("fact.settled", context.actor, context.now, case, fact=fact)
