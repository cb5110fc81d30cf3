"""Whom an application waits for: adult family members who were asked for consent and have not answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from housing.law.lifecycle import OPEN_STATUSES
from housing.law.working_time import ALMATY, Calendar, local_datetime
from housing.queries.filing.facts import load_case_facts
from housing.queries.reference.calendar import calendar
from housing.storage.extensions import db
from housing.storage.models import Application, FamilyConsent


@dataclass(frozen=True, slots=True)
class AwaitedConsent:
    """`relation`, `name`: as the civil registry tells them; `name` None: the applicant named nothing but the IIN."""

    id: int
    iin: str = field(repr=False)
    link: str = field(repr=False)
    asked_at: datetime
    reminded_at: datetime | None
    #: When the applicant may have them reminded: the bank opens next after they were told last.
    remind_from: datetime
    relation: str = "declared"
    name: str | None = field(default=None, repr=False)


def list_awaited_consents(application_id: int) -> list[AwaitedConsent]:
    """Of an open application, in the order of asking; who answered the state service instead is awaited no more."""
    c, a = FamilyConsent, Application
    rows = db.session.execute(
        select(c.id, c.iin, c.link, c.asked_at, c.reminded_at)
        .join(a, a.id == c.application_id)
        .where(
            a.id == application_id, c.state == "asked", a.status.in_(OPEN_STATUSES), a.consent_withdrawn_at.is_(None)
        )
        .order_by(c.id)
    ).all()
    if not rows:
        return []
    days = calendar()
    family = load_case_facts(application_id).given.get("family")
    known = {member.get("iin"): member for member in family or ()}
    told = [(row, known.get(row.iin, {})) for row in rows if family is None or row.iin in known]
    return [
        AwaitedConsent(
            **row._asdict(),
            remind_from=next_opening_after(row.reminded_at or row.asked_at, days),
            relation=member.get("relation") or "declared",
            name=member.get("name"),
        )
        for row, member in told
        if member.get("consent") is None
    ]


def next_opening_after(moment: datetime, days: Calendar) -> datetime:
    """When the bank opens on the working day that follows the day of the moment."""
    day = days.next_working_day(moment.astimezone(ALMATY).date())
    return local_datetime(day, days.hours_on(day).opens)
