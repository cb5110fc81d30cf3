"""To withdraw: the applicant takes the application back while it is not decided."""

from __future__ import annotations

from datetime import datetime

from housing.actions.cases.register_entry import Act, end_entry
from housing.law.lifecycle import CITIZEN, MoveNotAllowed, require_move
from housing.queries.signin.representation import may_act
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application
from housing.storage.transaction import transaction


def withdraw_application(application_id: int, who: Who, now: datetime) -> None:
    """Raises lifecycle.MoveNotAllowed when it is decided already or belongs to somebody else."""
    with transaction() as db:
        application = db.get(Application, application_id)
        if application is None or not may_act(application, who):
            raise MoveNotAllowed("withdraw")
        made = require_move("withdraw", application.status, CITIZEN)
        application.status, application.decided_at = made.target, now
        application.claimed_by = application.lease_until = application.next_check_at = None
        application.version += 1
        if application.renewed_at:
            end_entry(db, application_id, Act("withdrawn", now))
        audit.record(made.audit, CITIZEN, now, application_id)
