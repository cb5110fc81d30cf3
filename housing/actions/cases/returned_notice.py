"""What the notice bears that a place went back: to who has it again, and to who had got it by the act that fell."""

from __future__ import annotations

from datetime import datetime

from housing.actions.cases.record_decision import generate_notice_code
from housing.actions.notice.build_notice import build_notice_header, complaint_deadline
from housing.notices import NoticeData, NoticeText, build_texts
from housing.queries.reference.complaint_bodies import list_complaint_bodies
from housing.queries.signin.representation import load_representative
from housing.queries.signin.session import Who
from housing.queries.staff.officials import load_staff_name
from housing.storage.models import Application, Complaint, RegisterAct, RegisterEntry


def build_returned_notice(
    application: Application,
    stands: RegisterEntry | None,
    act: RegisterAct,
    complaint: Complaint,
    who: Who,
    now: datetime,
) -> NoticeData:
    """`stands`: the entry by which the reader stands again; None: theirs has gone back."""
    by = load_representative(application.id)
    header = build_notice_header(application, by, "returned", generate_notice_code(), now, now)

    def build_text(language: str) -> NoticeText:
        return NoticeText(complaint_bodies=tuple(list_complaint_bodies(language, header["numbers"])))

    return NoticeData(
        **header,
        official=load_staff_name(who.staff_id),
        automatic=False,
        complaint=complaint.number,
        act="back" if stands else "gone",
        acted_at=act.answered_at,
        register_number=stands.number if stands else "",
        list_code=stands.list_code if stands else "",
        registered_at=stands.registered_at if stands else None,
        texts=build_texts(build_text),
        complain_until=complaint_deadline(now, application),
    )
