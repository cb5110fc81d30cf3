"""To complain: kept, numbered, accepted and due as the law says (Law on State Services, article 25(2))."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from housing import audit
from housing.actions.tell import complain_until
from housing.lifecycle import CITIZEN, DECIDED
from housing.models import Application, Complaint
from housing.queries.representation import may_act
from housing.queries.session import Who
from housing.queries.term import term_of_complaint
from housing.transaction import transaction
from housing.working_time import ALMATY

#: The decision itself; that it takes too long; how somebody was treated; an error in data or papers.
SUBJECTS = ("decision", "delay", "conduct", "data")
LONGEST = 4000
LETTER = "Ш"


class NotComplained(Exception):
    """`reason`: nothing (no decision to complain of), late (three months are over), open (one is being looked at)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def last_day(decided_at: datetime) -> date:
    """The last day for a complaint about a decision of that moment (Administrative Procedural Code, article 92)."""
    return complain_until(decided_at.astimezone(ALMATY).date())


def complain(application_id: int, who: Who, subject: str, text: str, now: datetime) -> str:
    """The number of the complaint. Raises NotComplained, and LookupError for somebody else's application."""
    try:
        with transaction() as db:
            application = db.get(Application, application_id)
            if application is None or not may_act(application, who) or application.number is None:
                raise LookupError
            judge(application, subject, now)
            term = term_of_complaint(now)
            complaint = Complaint(
                application_id=application_id, number=f"unnumbered {application_id}", subject=subject, text=text,
                filed_at=now, accepted_at=term.accepted_at, due_at=term.due_at, state="open", answer="",
            )  # fmt: skip
            db.add(complaint)
            db.flush()
            complaint.number = f"{now.astimezone(ALMATY):%y%m}-{LETTER}-{complaint.id:06d}"
            audit.record(
                "complaint.filed", CITIZEN, now, application_id, complaint=complaint.number, subject=subject
            )
            return str(complaint.number)
    except IntegrityError:
        raise NotComplained("open") from None


def judge(application: Application, subject: str, now: datetime) -> None:
    if subject not in SUBJECTS:
        raise ValueError(subject)
    if subject != "decision":
        return
    if application.status not in DECIDED or application.decided_at is None:
        raise NotComplained("nothing")
    if now.astimezone(ALMATY).date() > last_day(application.decided_at):
        raise NotComplained("late")
