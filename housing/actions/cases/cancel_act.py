"""To cancel an act that moved a date: an upheld complaint gives the date back that counted before, and exactly that.

Administrative Procedural Code, articles 84(4) and 100. The decision of the case stands: only the act is cancelled.
"""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from housing.actions.cases.record_decision import generate_notice_code, issue_notice, supersede_notice
from housing.actions.cases.register_entry import Act, move_entry
from housing.actions.notice.build_notice import build_notice_header, complaint_deadline
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.law.register_acts import DATE_ACTS
from housing.notices import NoticeData, NoticeText, build_texts
from housing.queries.reference.complaint_bodies import list_complaint_bodies
from housing.queries.register.place_acts import has_act_to_cancel
from housing.queries.signin.representation import load_representative
from housing.queries.signin.session import Who
from housing.queries.staff.officials import load_staff_name
from housing.storage import audit
from housing.storage.models import Application, Complaint, RegisterAct, RegisterEntry
from housing.storage.transaction import DbSession


def cancels_act(application_id: int, subject: str, outcome: str, status: str, filed_at: datetime) -> bool:
    """Is the act complained of one that moved the date, and does this answer cancel it?

    `filed_at`: of the complaint; of what came later nobody had complained yet.
    """
    complained = status == "registered" and subject == "decision" and outcome != "rejected"
    return complained and has_act_to_cancel(application_id, filed_at)


def cancel_act(db: DbSession, application: Application, complaint: Complaint, who: Who, now: datetime) -> None:
    """Inside the transaction under way. Where another act has given an earlier date since, nobody is put back."""
    t = RegisterAct
    newest = select(t).where(t.application_id == application.id, t.state == "confirmed", t.kind.in_(DATE_ACTS))
    act = db.scalars(newest.order_by(t.id.desc())).first()
    assert act, "it was asked before"
    entry = db.get_one(RegisterEntry, act.entry_id)
    back = act.was_at if entry.registered_at == act.becomes_at else min(act.was_at, entry.registered_at)
    act.state, act.cancelled_at, act.complaint_id = "cancelled", now, complaint.id
    cause = Act("complaint_upheld", now, complaint_id=complaint.id, act_id=act.id)
    move_entry(db, entry, cause, registered_at=back)
    application.version += 1
    supersede_notice(db, application, now)
    issue_notice(db, application, build_cancelled_act_notice(application, entry, act, complaint, who, now))
    enqueue(db, application, NewMessage(f"date_moved {act.id} back", "date_moved", number=entry.number), now)
    audit.record("entry.date_moved", who.login, now, application.id, act=act.id, complaint=complaint.number)


def build_cancelled_act_notice(
    application: Application, entry: RegisterEntry, act: RegisterAct, complaint: Complaint, who: Who, now: datetime
) -> NoticeData:
    by = load_representative(application.id)
    header = build_notice_header(application, by, "date_moved", generate_notice_code(), now, now)

    def build_text(language: str) -> NoticeText:
        said = _(
            "Complaint № %(number)s was upheld: the act that had changed the date is cancelled", number=complaint.number
        )
        bodies = tuple(list_complaint_bodies(language, header["numbers"]))
        return NoticeText(findings=(said,), complaint_bodies=bodies)

    return NoticeData(
        **header,
        official=load_staff_name(who.staff_id),
        automatic=False,
        complaint=complaint.number,
        act=act.kind,
        acted_at=now,
        moved_from=act.becomes_at,
        register_number=entry.number,
        list_code=entry.list_code,
        registered_at=entry.registered_at,
        texts=build_texts(build_text),
        complain_until=complaint_deadline(now, application),
    )
