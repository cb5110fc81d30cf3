"""What officials of a demo do with a case: they find, read, note, decide, and look at a refusal a second time."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from housing.actions.cases.decide import decide_case
from housing.actions.cases.escalate import escalate_case
from housing.actions.cases.four_eyes import confirm_refusal, return_from_review
from housing.actions.cases.official import Official, OfficialDecision
from housing.actions.cases.read_document import DocumentReading, read_document
from housing.actions.cases.record_file_opening import record_file_opening
from housing.actions.cases.save_note import save_note
from housing.actions.register.hear_removal import state_opinion
from housing.actions.register.remove import confirm_removal, propose_removal
from housing.law.fact_path import is_document_fact
from housing.law.findings import question_for
from housing.law.lifecycle import DECIDABLE_STATUSES, OPEN_STATUSES
from housing.law.removal import ProposedRemoval
from housing.law.removal_clock import hearing_end
from housing.law.working_time import ALMATY
from housing.queries.cases.due_escalations import EscalationDue, list_applications_to_escalate
from housing.queries.filing.facts import load_case_facts
from housing.queries.reference.calendar import calendar
from housing.queries.reference.steps import load_escalation_steps
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, RegisterEntry, Staff

NOTES = ("Құжаттар тексерілді.", "Данные баз сверены с заявлением.", "Өтініш берушімен телефон арқылы сөйлестім.")
BOUGHT = "Жылжымайтын мүлік базасында сатып алынған тұрғынжай тіркелген."
RETURNED = "Тұрғынжайды иеліктен шығару күнін тағы бір рет тексеріңіз."


def row_of(application_id: int) -> Application:
    """As it stands now."""
    db.session.rollback()
    return db.session.get_one(Application, application_id)


def staff_of(branch: str | None, role: str) -> list[Official]:
    wanted = select(Staff.id, Staff.login).where(Staff.branch_code == branch, Staff.role == role).order_by(Staff.id)
    return [Official(staff_id, login, branch) for staff_id, login in db.session.execute(wanted)]


def branches_with_staff() -> set[str]:
    return set(db.session.scalars(select(Staff.branch_code).where(Staff.role == "operator")))


def removal_proposed(application_id: int, official: Official, now: datetime) -> int | None:
    """That they have come to own a dwelling, by the base of real property; None: they stand on the register no more."""
    entry = db.session.scalar(select(RegisterEntry.id).filter_by(application_id=application_id, annulled_at=None))
    on = now.astimezone(ALMATY).date() - timedelta(days=3)
    said = ProposedRemoval("no_grounds", "official", "owns_housing", {"on": str(on)}, "real_property", BOUGHT, "kk")
    return propose_removal(entry, said, official, now) if entry else None


def removal_heard(removal_id: int, who: Who, random: Random, now: datetime) -> datetime:
    """Most agree, the others say nothing; when the supervisor may look at it."""
    if random.randrange(3):
        state_opinion(removal_id, who, "agrees", "", now)
        return now + timedelta(hours=2)
    return hearing_end(now, calendar()) + timedelta(hours=15)


def removal_looked_at(removal_id: int, branch: str | None, now: datetime) -> None:
    """By the supervisor of the branch, where it has one."""
    for supervisor in staff_of(branch, "supervisor")[:1]:
        confirm_removal(removal_id, supervisor, now)


def escalated(application_id: int, now: datetime) -> None:
    """The steps of escalation that this case has reached by now."""
    row = row_of(application_id)
    if row.status in OPEN_STATUSES:
        assert row.basis and row.accepted_at and row.due_at, "an open case was filed"
        late = EscalationDue(
            row.id, row.basis, row.branch_code or "", row.accepted_at, row.due_at, row.escalation, row.claimed_by
        )
        escalate_case(late, now)


def escalate_all(now: datetime) -> None:
    """Of every case, whoever told its story."""
    for late in list_applications_to_escalate(now, calendar(), load_escalation_steps(now)):
        escalate_case(late, now)


def decided(application_id: int, official: Official, random: Random, now: datetime) -> None:
    """As far as the facts suffice."""
    found = findings(application_id, official, random, now)
    if row_of(application_id).status not in DECIDABLE_STATUSES:
        return
    if random.randrange(3) == 0:
        save_note(application_id, 0, random.choice(NOTES), official.staff_id, official.login, now)
    verdict = load_case_facts(application_id, found).evaluate().outcome
    if verdict != "review":
        words = random.choice(NOTES) if found else ""
        decision = OfficialDecision(verdict, found, words)
        decide_case(application_id, row_of(application_id).version, decision, official, now)


def findings(application_id: int, official: Official, random: Random, now: datetime) -> dict[str, Any]:
    """Papers are read one by one; what else is unknown is found, as far as an official may."""
    found: dict[str, Any] = {}
    for fact in load_case_facts(application_id).evaluate().unknown:
        asked = question_for(fact)
        if is_document_fact(fact):
            reliable = random.randrange(5) > 0
            words = "" if reliable else "Қолы мен мөрі оқылмайды."
            reading = DocumentReading(fact, reliable, words)
            read_document(application_id, row_of(application_id).version, reading, official, now)
        elif asked and asked.choices:
            found[fact] = random.choice(list(asked.values.values()))
    return found


def looked_at_again(application_id: int, random: Random, now: datetime) -> None:
    """By a supervisor of the branch, who now and then gives it back."""
    row = row_of(application_id)
    escalated(application_id, now)
    for supervisor in staff_of(row.branch_code, "supervisor")[:1]:
        record_file_opening(application_id, supervisor.login, now)
        if random.randrange(6) == 0:
            return_from_review(application_id, row.version, RETURNED, supervisor, now)
        else:
            confirm_refusal(application_id, row.version, supervisor, now)
