"""To escalate: tells the role of each step whose time has come, once (law.md part 6).

1. The open applications that can have reached a step are found by one instant, not by counting minutes of each.
2. Each gets its own transaction; the level is raised only from the level that was seen: coming second changes nothing.
3. Every step passed since is written down, also after a night of downtime.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from housing.law.lifecycle import OPEN_STATUSES, SYSTEM, EscalationStep, reached_level, steps_for_term
from housing.law.working_time import minutes_left, term_days
from housing.queries.cases.due_escalations import EscalationDue
from housing.queries.cases.participants import HEAD_OFFICE, is_at_head_office
from housing.queries.reference.calendar import calendar
from housing.queries.reference.steps import load_escalation_steps
from housing.storage import audit
from housing.storage.models import Alert, Application
from housing.storage.transaction import count_changed, transaction


def escalate_case(case: EscalationDue, now: datetime) -> int:
    """Fires the steps that this case has reached; how many were fired."""
    days, steps = calendar(), load_escalation_steps(now)
    term = term_days(case.accepted_at, case.basis, days)
    level = reached_level(term, minutes_left(now, case.due_at, days), steps)
    if level <= case.escalation:
        return 0
    with transaction() as db:
        raised = count_changed(
            db,
            update(Application)
            .where(
                Application.id == case.id,
                Application.escalation == case.escalation,
                Application.status.in_(OPEN_STATUSES),
            )
            .values(escalation=level),
        )
        if raised == 0:
            return 0
        fired = [step for step in steps_for_term(term, steps) if case.escalation < step.level <= level]
        for step in fired:
            db.add_all(build_alerts(case, step, now))
            audit.record(
                "application.escalated",
                SYSTEM,
                now,
                case.id,
                level=step.level,
                breach=step.breach,
                roles=roles_to_alert(case, step),
            )
    return len(fired)


def roles_to_alert(case: EscalationDue, step: EscalationStep) -> tuple[str, ...]:
    """Whom the step tells. A refusal that waits for a second look waits for its reviewers: officials can do nothing."""
    instead = {"operator": case.reviewed_by} if case.reviewed_by else {}
    return tuple(dict.fromkeys(instead.get(role, role) for role in step.roles))


def build_alerts(case: EscalationDue, step: EscalationStep, now: datetime) -> list[Alert]:
    """One for each role: the operator who holds the case, or the branch; head office has no branch.

    What nobody of the branch is left for is told to the head office alone.
    """
    roles = (HEAD_OFFICE,) if is_at_head_office(case.id) else roles_to_alert(case, step)
    return [
        Alert(
            application_id=case.id,
            level=step.level,
            role=role,
            breach=step.breach,
            at=now,
            branch_code=None if role == "head_office" else case.branch_code,
            staff_id=case.held_by if role == "operator" else None,
        )
        for role in roles
    ]
