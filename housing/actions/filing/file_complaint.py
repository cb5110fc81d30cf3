"""To complain: kept, numbered, accepted and due as the law says (Law on State Services, article 25(2))."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex

from sqlalchemy.exc import IntegrityError

from housing.law.lifecycle import CITIZEN
from housing.law.working_time import ALMATY
from housing.queries.filing.act_knowledge import ActKnowledge, load_act_knowledge, load_family_knowledge
from housing.queries.reference.term import build_complaint_term
from housing.queries.register.family_hearings import load_own_hearing
from housing.queries.register.place_acts import may_complain_of_act
from housing.queries.signin.representation import may_act
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application, Complaint
from housing.storage.transaction import DbSession, transaction

#: The decision itself; that it takes too long; how somebody was treated; an error in data or papers.
SUBJECTS = ("decision", "delay", "conduct", "data")
LONGEST = 4000
LETTER = "Ш"


class ComplaintRefused(Exception):
    """`reason`: nothing (no act to complain of), why_late (late, and no reason is given), open (one is looked at)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def file_complaint(application_id: int, who: Who, subject: str, text: str, now: datetime, late_reason: str = "") -> str:
    """The number of the complaint. Raises ComplaintRefused, and LookupError for somebody else's application.

    One about an act is taken after its three months as well, with the reason (Administrative Procedural Code, art. 92).
    """
    try:
        with transaction() as db:
            application = db.get(Application, application_id)
            if application is None or not may_act(application, who) or application.number is None:
                raise LookupError
            learned = require_admissible(application, subject, now, late_reason)
            complaint = build_complaint(application, subject, text, now, learned, late_reason)
            return number_complaint(db, complaint, now)
    except IntegrityError:
        raise ComplaintRefused("open") from None


def file_family_complaint(heard_id: int, who: Who, text: str, now: datetime, late_reason: str = "") -> str:
    """Of a decision about a place by somebody of the family whom it concerns: the number of the complaint.

    Raises ComplaintRefused, and LookupError for what concerns somebody else.
    """
    try:
        with transaction() as db:
            hearing = load_own_hearing(heard_id, who.iin)
            if hearing is None:
                raise LookupError
            if not hearing.is_in_force or hearing.answered_at is None:
                raise ComplaintRefused("nothing")
            learned = load_family_knowledge(hearing.application_id, who.iin, hearing.answered_at, now)
            if learned.late and not late_reason:
                raise ComplaintRefused("why_late")
            application = db.get_one(Application, hearing.application_id)
            complaint = build_complaint(application, "decision", text, now, learned, late_reason)
            complaint.by_iin = who.iin
            return number_complaint(db, complaint, now)
    except IntegrityError:
        raise ComplaintRefused("open") from None


def number_complaint(db: DbSession, complaint: Complaint, now: datetime) -> str:
    """Inside the transaction under way, with its event."""
    db.add(complaint)
    db.flush()
    complaint.number = f"{now.astimezone(ALMATY):%y%m}-{LETTER}-{complaint.id:06d}"
    told = {"complaint": complaint.number, "subject": complaint.subject, "late": bool(complaint.late_reason)}
    family = bool(complaint.by_iin)
    audit.record(
        "complaint.family_filed" if family else "complaint.filed",
        "family" if family else CITIZEN,
        now,
        complaint.application_id,
        **told,
    )
    return str(complaint.number)


def build_complaint(
    application: Application, subject: str, text: str, now: datetime, learned: ActKnowledge | None, late_reason: str
) -> Complaint:
    """As it is filed, before it has its number. `learned`: of the act; None: it is about something else."""
    term = build_complaint_term(now)
    return Complaint(
        application_id=application.id,
        number=f"new {token_hex(6)}",
        subject=subject,
        text=text,
        filed_at=now,
        accepted_at=term.accepted_at,
        due_at=term.due_at,
        state="open",
        answer="",
        learned_on=learned and learned.on,
        learned_by=learned.how if learned else "",
        late_reason=late_reason if learned and learned.late else "",
    )


def require_admissible(application: Application, subject: str, now: datetime, late_reason: str) -> ActKnowledge | None:
    """When the person learned of the act; None where it is complained of something else. Raises ComplaintRefused."""
    if subject not in SUBJECTS:
        raise ValueError(subject)
    if subject != "decision":
        return None
    if not may_complain_of_act(application.id, application.status, application.basis):
        raise ComplaintRefused("nothing")
    learned = load_act_knowledge(application.id, now)
    if learned.late and not late_reason:
        raise ComplaintRefused("why_late")
    return learned
