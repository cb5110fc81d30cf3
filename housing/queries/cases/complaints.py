"""Complaints: one's own, and those that an official has to answer, with the working time that is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from housing.law.working_time import Calendar, minutes_left
from housing.queries.cases.countdown import TimeLeft
from housing.queries.cases.participants import has_eligible_official, took_part
from housing.queries.reference.calendar import calendar
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Complaint, HeardPerson, Staff

#: Working minutes left from which it is due soon, and urgent: two working days, one.
SOON, URGENT = 960, 480
#: So many on a page of officials: the open ones first, then the newest answers.
MAX_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ComplaintRecord:
    """A complaint as its author sees it. `official`: who answered.

    `learned_on`, `learned_by` (a key of `learned.HOW`), `late_reason`: of one about an act.
    """

    number: str
    subject: str
    text: str
    filed_at: datetime
    accepted_at: datetime
    due_at: datetime
    state: str
    answer: str
    answered_at: datetime | None
    learned_on: date | None
    learned_by: str
    late_reason: str
    official: str | None


@dataclass(frozen=True, slots=True)
class ComplaintToAnswer:
    """A complaint as an official sees it. `own`: they took part in an act of the case; `judged_by_branch`: somebody of
    the branch is left who did not.
    """

    complaint: ComplaintRecord
    application_number: str
    application_status: str
    name: str
    branch_code: str
    own: bool
    judged_by_branch: bool
    #: Whom of the family it is by; "": the applicant.
    by_family: str

    @property
    def is_open(self) -> bool:
        return self.complaint.state == "open"

    @property
    def is_late(self) -> bool:
        """It was answered after its term."""
        answered = self.complaint.answered_at
        return answered is not None and answered > self.complaint.due_at


C = Complaint
COLUMNS = (
    C.number,
    C.subject,
    C.text,
    C.filed_at,
    C.accepted_at,
    C.due_at,
    C.state,
    C.answer,
    C.answered_at,
    C.learned_on,
    C.learned_by,
    C.late_reason,
    Staff.name.label("official"),
)


def list_application_complaints(application_id: int, by_iin: str = "") -> list[ComplaintRecord]:
    """Newest first. `by_iin`: of whom of the family; "": the applicant's own."""
    rows = db.session.execute(
        select(*COLUMNS)
        .outerjoin(Staff, Staff.id == C.answered_by)
        .where(C.application_id == application_id, C.by_iin == by_iin)
        .order_by(C.id.desc())
    )
    return [ComplaintRecord(**row._asdict()) for row in rows]


def complaint_access_condition(who: Who) -> Any:
    """The supervisor's branch; the head office sees all."""
    return Application.branch_code == who.branch_code if who.branch_code else Application.number.is_not(None)


def select_family_name() -> Any:
    """Of somebody of the family who complains; NULL where the applicant does."""
    h = HeardPerson
    theirs = h.application_id == C.application_id, h.iin == C.by_iin, C.by_iin != ""
    return select(h.name).where(*theirs).order_by(h.id.desc()).limit(1).correlate(C).scalar_subquery()


def list_complaints(who: Who, *conditions: Any) -> list[ComplaintToAnswer]:
    a = Application
    rows = db.session.execute(
        select(
            *COLUMNS,
            a.number.label("application_number"),
            a.status,
            a.name,
            a.branch_code,
            took_part(a.id, who.staff_id).label("own"),
            has_eligible_official("judge").label("judged_by_branch"),
            select_family_name().label("by_family"),
        )
        .join(a, a.id == C.application_id)
        .outerjoin(Staff, Staff.id == C.answered_by)
        .where(complaint_access_condition(who), *conditions)
        .order_by(C.state != "open", C.due_at, C.id)
        .limit(MAX_SHOWN)
    )
    return [
        ComplaintToAnswer(
            ComplaintRecord(**{column.key: row._mapping[column.key] for column in COLUMNS}),
            row.application_number,
            row.status,
            row.name,
            row.branch_code,
            row.own,
            row.judged_by_branch,
            row.by_family or "",
        )
        for row in rows
    ]


def load_complaint(who: Who, number: str) -> ComplaintToAnswer | None:
    """None for another branch's, and for what does not exist."""
    return next(iter(list_complaints(who, C.number == number)), None)


def load_complaint_application_id(number: str) -> int:
    return int(db.session.scalars(select(C.application_id).where(C.number == number)).one())


def load_open_complaint_number(application_id: int) -> str | None:
    """Of a complaint about the place or its data that nobody has answered; None where there is none."""
    of_place = C.application_id == application_id, C.subject.in_(("decision", "data")), C.state == "open"
    return db.session.scalar(select(C.number).where(*of_place).order_by(C.id).limit(1))


def load_complaint_number(complaint_id: int | None) -> str:
    """Empty for none."""
    return (db.session.scalar(select(C.number).where(C.id == complaint_id)) if complaint_id else None) or ""


def complaint_time_left(now: datetime, due_at: datetime, days: Calendar | None = None) -> TimeLeft:
    minutes = minutes_left(now, due_at, days or calendar())
    levels = ((0, "late"), (URGENT, "urgent"), (SOON, "soon"))
    return TimeLeft(minutes, next((key for most, key in levels if minutes <= most), "calm"))
