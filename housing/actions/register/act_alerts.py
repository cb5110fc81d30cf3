"""The clock of acts on places, as that of removals: it stands in the inbox of whoever may confirm it, and grows old."""

from __future__ import annotations

from datetime import datetime

from housing.actions.register.removal_alerts import Addressed, add_alert
from housing.law.lifecycle import SYSTEM
from housing.law.removal_clock import ACT_STUCK_LEVEL, ACT_WAITS_LEVEL, stuck_step
from housing.law.working_time import ALMATY
from housing.queries.cases.four_eyes import load_reviewing_role
from housing.queries.cases.participants import HEAD_OFFICE
from housing.storage import audit
from housing.storage.models import Application, RegisterAct
from housing.storage.transaction import DbSession, transaction


def alert_act_reviewers(db: DbSession, act: RegisterAct, application: Application, now: datetime) -> None:
    role = load_reviewing_role(application.branch_code, act.proposed_by)
    add_alert(db, act, application, Addressed(ACT_WAITS_LEVEL, role), now)


def escalate_act(act_id: int, now: datetime) -> int:
    """Tells whoever the next step of its clock tells, once; how many steps were told."""
    with transaction() as db:
        act, today = db.get_one(RegisterAct, act_id), now.astimezone(ALMATY).date()
        step = stuck_step(act.proposed_at.astimezone(ALMATY).date(), today) if act.state == "open" else 0
        if step <= act.escalation:
            return 0
        application = db.get_one(Application, act.application_id)
        roles = roles_to_tell(act, application, step)
        for role in roles:
            add_alert(db, act, application, Addressed(ACT_STUCK_LEVEL, role), now)
        act.escalation = step
        audit.record("act.escalated", SYSTEM, now, application.id, act=act.id, roles=roles)
    return 1


def roles_to_tell(act: RegisterAct, application: Application, step: int) -> list[str]:
    """The supervisors of the branch, its proposer among them, and whoever confirms; then the head office anyhow."""
    confirms = load_reviewing_role(application.branch_code, act.proposed_by)
    return sorted({"supervisor", confirms, *([HEAD_OFFICE] if step > 1 else [])})
