"""When a person learned of an act, from which three months for a complaint run (Administrative Procedural Code, 92).

The first of: the notice was opened in the account, its text message was delivered. Where neither is known the time has
not begun: who complains has learned of it that day at the latest. A letter proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

from sqlalchemy import select

from housing.labels import N_
from housing.law.working_time import ALMATY, last_complaint_day
from housing.queries.reference.calendar import calendar
from housing.queries.reference.law import load_law_or_first
from housing.storage.extensions import db
from housing.storage.models import Application, Event, Message, Notice

How = Literal["opened", "sms", "filed"]
HOW_LABELS: dict[str, str] = {
    "opened": N_("the notice was opened in the account"),
    "sms": N_("the text message was delivered"),
    "filed": N_("nothing earlier is known: the day of the complaint counts"),
}
#: What the journal says of it.
OPENED, READER = "file.opened", "citizen"


@dataclass(frozen=True, slots=True)
class ActKnowledge:
    """`on`: the day; `until`: the last day to complain; `late`: it has passed; `has_begun`: the time runs."""

    on: date
    how: How
    until: date
    late: bool

    @property
    def has_begun(self) -> bool:
        return self.how != "filed"


class Notification(NamedTuple):
    """A moment at which the person can have learned of the act, and by what."""

    at: datetime
    how: How


def load_act_knowledge(application_id: int, now: datetime) -> ActKnowledge:
    """Of the act in force: what the newest notice that is no correction tells."""
    first = db.session.execute(
        select(Notice.number, Notice.issued_at)
        .where(Notice.application_id == application_id, Notice.replaces_id.is_(None))
        .order_by(Notice.id.desc())
        .limit(1)
    ).first()
    found: list[Notification] = []
    if first is not None:
        found = [
            *list_notice_openings(application_id, first.issued_at),
            *list_sms_deliveries(application_id, first.issued_at),
        ]
    return count_months(application_id, found, now)


def load_family_knowledge(application_id: int, iin: str, decided_at: datetime, now: datetime) -> ActKnowledge:
    """Of somebody of the family, who has no notice of their own: a message told them of the act."""
    return count_months(application_id, list_sms_deliveries(application_id, decided_at, iin), now)


def count_months(application_id: int, found: list[Notification], now: datetime) -> ActKnowledge:
    at, how = min(found, default=Notification(now, "filed"))
    on, today = at.astimezone(ALMATY).date(), now.astimezone(ALMATY).date()
    filed_at = db.session.scalar(select(Application.filed_at).where(Application.id == application_id)) or now
    until = last_complaint_day(on, calendar(), load_law_or_first(filed_at.astimezone(ALMATY).date()).complaint_months)
    return ActKnowledge(on, how, until, today > until)


def list_notice_openings(application_id: int, since: datetime) -> list[Notification]:
    e = Event
    seen = e.application_id == application_id, e.kind == OPENED, e.actor == READER, e.at >= since
    at = db.session.scalar(select(e.at).where(*seen).order_by(e.id).limit(1))
    return [Notification(at, "opened")] if at else []


def list_sms_deliveries(application_id: int, since: datetime, to_iin: str = "") -> list[Notification]:
    """The message born with the act bears its moment. `to_iin`: somebody of the family; "": the applicant."""
    m = Message
    told = m.application_id == application_id, m.to_iin == to_iin, m.channel == "sms", m.created_at == since
    at = db.session.scalar(select(m.delivered_at).where(*told, m.delivered_at.is_not(None)).order_by(m.id).limit(1))
    return [Notification(at, "sms")] if at else []


def is_notice_opened(application_id: int, since: datetime) -> bool:
    """Has the notice issued then been opened in the account?"""
    return bool(list_notice_openings(application_id, since))
