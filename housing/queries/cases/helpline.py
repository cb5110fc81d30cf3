"""What the helpline may know of an application: its state and its time, its person masked, no reasons, no family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select

from housing.law.lifecycle import OPEN_STATUSES
from housing.queries.filing.notice import mask_name
from housing.queries.filing.person_facts import load_person_facts
from housing.storage.extensions import db
from housing.storage.models import Application, Message
from housing.text.caller_check import PersonRecord

HIDDEN = "•"
#: What the base of natural persons may say of a person, and how the bank writes a name.
NAME_PARTS, ADDRESSES = ("surname", "given", "patronymic"), ("address_kk", "address_ru")


@dataclass(frozen=True, slots=True)
class HelplineCase:
    """`name`, `iin`: masked here, so that nothing more leaves the query. `told`, `arrived`: messages to the phone."""

    id: int
    number: str
    name: str
    iin: str
    language: str
    basis: str
    branch_code: str
    status: str
    accepted_at: datetime
    due_at: datetime
    decided_at: datetime | None
    told: int
    arrived: int

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES


def load_helpline_case(sought: str) -> HelplineCase | None:
    """By an application's number, or by an IIN the one filed last; None where there is none, a draft is none."""
    a, m = Application, Message
    by = a.iin if len(sought) == 12 else a.number
    row = db.session.execute(
        select(
            a.id,
            a.number,
            a.name,
            a.iin,
            a.language,
            a.basis,
            a.branch_code,
            a.status,
            a.accepted_at,
            a.due_at,
            a.decided_at,
        )
        .where(by == sought, a.number.is_not(None))
        .order_by(a.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    went = func.coalesce(func.sum(case((m.state.in_(("sent", "delivered")), 1), else_=0)), 0)
    arrived = func.coalesce(func.sum(case((m.state == "delivered", 1), else_=0)), 0)
    # Only the applicant's own: what a family member was sent is not the caller's to know.
    counts = db.session.execute(
        select(went.label("told"), arrived.label("arrived")).where(
            m.application_id == row.id, m.to_iin == "", m.channel == "sms"
        )
    ).one()
    rest = {name: value for name, value in row._asdict().items() if name not in ("id", "number", "name", "iin")}
    return HelplineCase(row.id, row.number, mask_name(row.name, 6), mask_iin(row.iin), **rest, **counts._asdict())


def load_caller_record(application_id: int) -> PersonRecord:
    """What the applicant's answers about themselves are compared with; it goes no further than that."""
    facts = load_person_facts(application_id)
    written = db.session.scalar(select(Application.name).where(Application.id == application_id)) or ""
    whole = " ".join(facts.person.get(part, "") for part in NAME_PARTS)
    born = facts.applicant.get("born")
    return PersonRecord(
        tuple(filter(str.strip, (written, whole))),
        date.fromisoformat(born) if born else None,
        tuple(filter(None, (facts.person.get(name) for name in ADDRESSES))),
    )


def mask_iin(iin: str) -> str:
    """The last four digits: the first six would tell a day of birth, which the caller has to say."""
    return HIDDEN * 8 + iin[-4:]
