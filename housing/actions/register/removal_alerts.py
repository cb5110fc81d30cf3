"""The clock of removals, beside that of working time: whom it tells, and what ends an alert (Law, article 73(3)).

The notice is born with the decision, so what can be late is that nobody answers a proposal, and that nothing shows the
person was told: no notice opened, no message delivered. Then the bank writes to them on paper and says so here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from housing.actions.cases.official import Official
from housing.actions.cases.register_entry import close_removal_alerts
from housing.law.lifecycle import SYSTEM
from housing.law.removal_clock import STUCK_LEVEL, UNTOLD_LEVEL, WAITS_LEVEL, stuck_step, untold_step
from housing.law.working_time import ALMATY
from housing.queries.cases.four_eyes import load_reviewing_role
from housing.queries.cases.participants import HEAD_OFFICE
from housing.queries.register.removal_clock import ToldRemoval
from housing.storage import audit
from housing.storage.models import Alert, Application, RegisterAct, Removal
from housing.storage.transaction import DbSession, transaction


class RemovalNotUntold(Exception):
    """It is known already that the person was told, or it is in force no more."""


def alert_reviewers(db: DbSession, removal: Removal, application: Application, now: datetime) -> None:
    """It stands in the inbox of whoever may confirm it."""
    role = load_reviewing_role(application.branch_code, removal.proposed_by or 0)
    add_alert(db, removal, application, Addressed(WAITS_LEVEL, role), now)


class Addressed(NamedTuple):
    """What is told, and to whom. `breach`: a term is broken."""

    level: int
    role: str
    breach: bool = False


def add_alert(
    db: DbSession, proposal: Removal | RegisterAct, application: Application, told: Addressed, now: datetime
) -> None:
    """One that was closed at the same moment stands again."""
    same = {"application_id": application.id, "level": told.level, "role": told.role, "at": now}
    alert = db.scalar(select(Alert).filter_by(**same)) or Alert(**same, breach=told.breach)
    alert.branch_code = None if told.role == HEAD_OFFICE else application.branch_code
    alert.staff_id = proposal.proposed_by if told.role == "operator" else None
    alert.handled_at = alert.handled_by = None
    db.add(alert)


def escalate_removal(removal_id: int, now: datetime) -> int:
    """Tells whoever the next step of its clock tells, once; how many steps were told."""
    with transaction() as db:
        removal = db.get_one(Removal, removal_id)
        step, level = reached_step(removal, now)
        if step <= removal.escalation:
            return 0
        application = db.get_one(Application, removal.application_id)
        breach = level == UNTOLD_LEVEL and step > 1
        roles = list(roles_to_tell(removal, step))
        for role in roles:
            add_alert(db, removal, application, Addressed(level, role, breach), now)
        removal.escalation = step
        audit.record("removal.escalated", SYSTEM, now, application.id, removal=removal.id, roles=roles, breach=breach)
    return 1


def reached_step(removal: Removal, now: datetime) -> tuple[int, int]:
    """How far its clock has come, and the level of what is told then."""
    today = now.astimezone(ALMATY).date()
    if removal.state == "open":
        return stuck_step(removal.proposed_at.astimezone(ALMATY).date(), today), STUCK_LEVEL
    if removal.state == "confirmed" and removal.told_at is None and removal.notice_due_on:
        return untold_step(removal.notice_due_on, today), UNTOLD_LEVEL
    return 0, 0


def roles_to_tell(removal: Removal, step: int) -> Iterable[str]:
    """First its proposer and the supervisor; then the head office too."""
    if step > 1:
        yield HEAD_OFFICE
    if removal.proposed_by:
        yield "operator"
    yield "supervisor"


def record_told(told: ToldRemoval, now: datetime) -> int:
    """It has shown that the person was told; 1 where nobody knew it before."""
    with transaction() as db:
        removal = db.get_one(Removal, told.id)
        if removal.state != "confirmed" or removal.told_at is not None:
            return 0
        set_told(db, removal, told.at, told.how, None, now)
        audit.record("removal.told", SYSTEM, now, removal.application_id, removal=removal.id, how=told.how)
    return 1


def record_paper_notice(removal_id: int, at: datetime, official: Official, now: datetime) -> None:
    """An official of the branch handed the notice over, or sent it on paper, that day. Raises RemovalNotUntold."""
    with transaction() as db:
        removal = db.get(Removal, removal_id)
        if removal is None or removal.state != "confirmed" or removal.told_at is not None:
            raise RemovalNotUntold
        if db.get_one(Application, removal.application_id).branch_code != official.branch_code:
            raise RemovalNotUntold
        set_told(db, removal, max(at, removal.answered_at or at), "paper", official.staff_id, now)
        audit.record("removal.told", official.login, now, removal.application_id, removal=removal.id, how="paper")


def set_told(db: DbSession, removal: Removal, at: datetime, how: str, by: int | None, now: datetime) -> None:
    removal.told_at, removal.told_by = at, how
    close_removal_alerts(db, removal.application_id, by, now)
