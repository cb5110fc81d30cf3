"""To restore: an upheld complaint cancels a removal, and the old place is back as if nothing had been.

Administrative Procedural Code, articles 84(4) and 100. The same number, date and list; the movements of it stay: out by
the removal, in by the complaint. Where the person got another place in the same settlement meanwhile, one is kept, with
the earlier date.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.actions.cases.record_decision import generate_notice_code, issue_notice, supersede_notice
from housing.actions.cases.register_entry import Act, close_removal_alerts, move_entry
from housing.actions.cases.tell_family import tell_family
from housing.actions.notice.build_notice import build_notice_header
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.law.lifecycle import MOVES, OPERATOR, require_move
from housing.law.removal import GROUNDS
from housing.notices import NoticeData
from housing.queries.register.removal_clock import was_removed_by
from housing.queries.signin.representation import load_representative
from housing.queries.signin.session import Who
from housing.queries.staff.officials import load_staff_name
from housing.storage import audit
from housing.storage.models import Application, Complaint, RegisterEntry, Removal
from housing.storage.transaction import DbSession


class StandsElsewhere(Exception):
    """The person stands in another settlement now, and nobody stands twice: they have to leave one of both."""


def gives_place_back(application_id: int, subject: str, outcome: str, status: str, filed_at: datetime) -> bool:
    """Does this answer to a complaint cancel the removal? An error in the data does where it is wholly upheld.

    `filed_at`: of the complaint; of a removal that came later nobody had complained yet.
    """
    if status not in MOVES["restore"].sources or outcome == "rejected":
        return False
    if not was_removed_by(application_id, filed_at):
        return False
    return subject == "decision" or (subject == "data" and outcome == "upheld")


def restore_entry(db: DbSession, application: Application, complaint: Complaint, who: Who, now: datetime) -> None:
    """Inside the transaction under way. Raises lifecycle.MoveNotAllowed, StandsElsewhere."""
    made = require_move("restore", application.status, OPERATOR)
    removal = db.scalars(select(Removal).filter_by(application_id=application.id, state="confirmed")).one()
    removal.state, removal.cancelled_at, removal.complaint_id = "cancelled", now, complaint.id
    close_removal_alerts(db, application.id, who.staff_id, now)
    application.status, application.version = made.target, application.version + 1
    entry = give_place_back(db, removal, complaint, who, now)
    supersede_notice(db, application, now)
    issue_notice(db, application, build_restoration_notice(application, entry, removal, complaint, who, now))
    # Of the dead somebody of the family has complained, and nobody writes to them.
    if GROUNDS[removal.ground].tells_by_message or not complaint.by_iin:
        enqueue(db, application, NewMessage(f"{made.message} {complaint.id}", made.message or ""), now)
    tell_family(db, removal, "fell", now, otherwise_told=(complaint.by_iin,))
    audit.record(made.audit, who.login, now, application.id, complaint=complaint.number, register_number=entry.number)


def give_place_back(db: DbSession, removal: Removal, complaint: Complaint, who: Who, now: datetime) -> RegisterEntry:
    """The entry that stands for it from now on."""
    entry = db.get_one(RegisterEntry, removal.entry_id)
    act = Act("restored", now, complaint_id=complaint.id, removal_id=removal.id)
    other = db.scalars(select(RegisterEntry).filter_by(iin=entry.iin, annulled_at=None)).first()
    if other is None:
        move_entry(db, entry, act)
        return entry
    if other.settlement != entry.settlement:
        raise StandsElsewhere
    move_entry(db, other, act, registered_at=min(entry.registered_at, other.registered_at))
    audit.record("entry.date_restored", who.login, now, other.application_id, register_number=other.number)
    return other


def build_restoration_notice(
    application: Application, entry: RegisterEntry, removal: Removal, complaint: Complaint, who: Who, now: datetime
) -> NoticeData:
    by = load_representative(application.id)
    return NoticeData(
        **build_notice_header(application, by, "restored", generate_notice_code(), now, now),
        official=load_staff_name(who.staff_id),
        automatic=False,
        complaint=complaint.number,
        act=removal.ground,
        acted_at=removal.answered_at,
        register_number=entry.number,
        list_code=entry.list_code,
        registered_at=entry.registered_at,
    )
