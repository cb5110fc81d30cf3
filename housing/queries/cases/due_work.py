"""What the clock has to do: to accept, to check, to escalate, to scan, to send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement, and_, case, exists, or_, select

from housing.labels import GENERAL_LIST
from housing.law.lifecycle import IN_REVIEW, MOVES, OPEN_STATUSES, EscalationSteps, reached_level
from housing.law.working_time import ALMATY, Calendar, add_working_minutes, minutes_left, term_days
from housing.queries.cases.four_eyes import load_reviewing_role
from housing.queries.signin.representation import is_represented_on
from housing.storage.extensions import db
from housing.storage.models import Answer, Application, Message, Paper, RefusalProposal, RegisterEntry

#: So many at one go: the next round takes the rest.
BATCH_SIZE = 200
#: A category that was not confirmed is asked about once a day.
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EscalationDue:
    """An open application that has reached an escalation step. `held_by`: who holds its lease now.

    `reviewed_by`: the role that is to look at the refusal that was proposed; "" where none waits.
    """

    id: int
    basis: str
    branch_code: str
    accepted_at: datetime
    due_at: datetime
    escalation: int
    held_by: int | None
    reviewed_by: str = ""


@dataclass(frozen=True, slots=True)
class UnconfirmedEntry:
    """Somebody on the register whose declared category no base has confirmed yet."""

    id: int
    application_id: int
    iin: str
    category: str


@dataclass(frozen=True, slots=True)
class DueMessage:
    """A message whose time has come. `phone`: where it was last handed over; `email`: the applicant's address."""

    id: int
    kind: str
    channel: str
    text: str
    attempts: int
    series: int
    in_doubt: bool
    next_at: datetime
    phone: str | None
    iin: str
    status: str
    language: str
    email: str | None

    @property
    def key(self) -> str:
        """The same for every attempt; another once an official began anew."""
        return f"kezek-{self.id}" + (f"-{self.series}" if self.series else "")


@dataclass(frozen=True, slots=True)
class SentSms:
    """An SMS that the provider has taken and not yet reported."""

    id: int
    provider_id: str
    phone: str
    sent_at: datetime


def list_applications_to_accept(now: datetime) -> list[int]:
    return list_application_ids(Application.status == "submitted", Application.accepted_at <= now)


def list_applications_to_check(now: datetime) -> list[int]:
    a = Application
    return list_application_ids(a.status.in_(MOVES["check"].sources), a.next_check_at <= now, is_free_to_check(now))


def is_free_to_check(now: datetime) -> ColumnElement[bool]:
    """A case on somebody's desk is not changed under their hands."""
    a = Application
    return or_(a.status.not_in(("with_operator", "renewed")), a.lease_until.is_(None), a.lease_until <= now)


def list_application_ids(*wanted: ColumnElement[bool]) -> list[int]:
    found = db.session.scalars(select(Application.id).where(*wanted).order_by(Application.due_at).limit(BATCH_SIZE))
    return list(found)


def list_applications_to_escalate(now: datetime, calendar: Calendar, steps: EscalationSteps) -> list[EscalationDue]:
    """Those that have reached a step beyond their level.

    Terms end as days do: of thousands of cases the minutes are counted once for each day.
    """
    furthest = max(step.minutes_left for some in steps.values() for step in some)
    last = max(step.level for some in steps.values() for step in some)
    a, p = Application, RefusalProposal
    rows = db.session.execute(
        select(
            a.id, a.basis, a.branch_code, a.accepted_at, a.due_at, a.escalation, a.claimed_by, a.lease_until, p.staff_id
        )
        .outerjoin(p, and_(p.application_id == a.id, p.state == "open", a.status == IN_REVIEW))
        .where(
            a.status.in_(OPEN_STATUSES), a.due_at <= add_working_minutes(now, furthest, calendar), a.escalation < last
        )
        .order_by(a.due_at)
    )
    left = cache(lambda due_at: minutes_left(now, due_at, calendar))
    return [
        EscalationDue(
            row.id,
            row.basis,
            row.branch_code,
            row.accepted_at,
            row.due_at,
            row.escalation,
            row.claimed_by if row.lease_until and row.lease_until > now else None,
            load_reviewing_role(row.branch_code, row.staff_id) if row.staff_id else "",
        )
        for row in rows
        if reached_level(term_days(row.accepted_at, row.basis, calendar), left(row.due_at), steps) > row.escalation
    ]


def list_entries_to_reconfirm(now: datetime) -> list[UnconfirmedEntry]:
    """Those about whom the bases of categories were last asked a day ago or longer, and who still let us ask."""
    e = RegisterEntry
    shut = exists().where(Application.id == e.application_id, Application.consent_withdrawn_at.is_not(None))
    asked = exists().where(
        Answer.application_id == e.application_id, Answer.source == "categories", Answer.asked_at > now - ONE_DAY
    )
    rows = db.session.execute(
        select(e.id, e.application_id, e.iin, e.category_declared.label("category"))
        .where(e.list_code == GENERAL_LIST, e.category_declared.is_not(None), e.category_declared != "")
        .where(e.annulled_at.is_(None), ~asked, ~shut)
        .order_by(e.id)
        .limit(BATCH_SIZE)
    )
    return [UnconfirmedEntry(**row._asdict()) for row in rows]


def list_papers_to_scan() -> list[int]:
    """Papers that came while the antivirus was silent."""
    waiting = select(Paper.id).where(Paper.scan == "waiting").order_by(Paper.id).limit(BATCH_SIZE)
    return list(db.session.scalars(waiting))


def list_messages_to_send(now: datetime) -> list[DueMessage]:
    """To a family member where that is written; else to whoever acts for the applicant, or the applicant."""
    m, a = Message, Application
    represented = is_represented_on(now.astimezone(ALMATY).date())
    to = case((m.to_iin != "", m.to_iin), (represented, a.representative_iin), else_=a.iin)
    rows = db.session.execute(
        select(
            m.id,
            m.kind,
            m.channel,
            m.text,
            m.attempts,
            m.series,
            m.in_doubt,
            m.next_at,
            m.phone,
            to.label("iin"),
            a.status,
            a.language,
            a.email,
        )
        .join(a, a.id == m.application_id)
        .where(m.state == "waiting", m.next_at <= now)
        .order_by(m.id)
        .limit(BATCH_SIZE)
    )
    return [DueMessage(**row._asdict()) for row in rows]


def list_messages_to_poll(now: datetime) -> list[SentSms]:
    m = Message
    rows = db.session.execute(
        select(m.id, m.provider_id, m.phone, m.sent_at)
        .where(m.state == "sent", m.next_at <= now, m.channel == "sms")
        .order_by(m.next_at)
        .limit(BATCH_SIZE)
    )
    return [SentSms(**row._asdict()) for row in rows]
