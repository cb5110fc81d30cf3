"""What the clock has to do: to accept, to check, to ask again, to scan, to send."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, text

from housing.law.lifecycle import MOVES
from housing.law.working_time import ALMATY
from housing.queries.journal.restores import are_messages_held
from housing.queries.signin.representation import is_represented_on
from housing.storage.extensions import db
from housing.storage.models import Application, Message, Paper, RegisterEntry
from housing.storage.models.decision import UNCONFIRMED

#: So many at one go: the next round takes the rest.
BATCH_SIZE = 200
#: So long nobody else touches a message that somebody is at: longer than the base and the provider together may take.
LEASE_TIME = timedelta(minutes=10)
#: After so long a message that another process took is taken over: that one was killed, or it would be done.
FOREIGN_LEASE_TIME = timedelta(seconds=45)
#: Begins the word of this process.
STARTED = secrets.token_hex(4)
#: A category that was not confirmed is asked about so often.
RECONFIRM_INTERVAL = timedelta(days=1)


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


def list_entries_to_reconfirm(now: datetime) -> list[UnconfirmedEntry]:
    """Those whose time to be asked about has come, and who still let us ask; who has waited longest comes first."""
    e = RegisterEntry
    shut = exists().where(Application.id == e.application_id, Application.consent_withdrawn_at.is_not(None))
    rows = db.session.execute(
        select(e.id, e.application_id, e.iin, e.category_declared.label("category"))
        .where(text(UNCONFIRMED), e.next_ask_at <= now, ~shut)
        .order_by(e.next_ask_at, e.id)
        .limit(BATCH_SIZE)
    )
    return [UnconfirmedEntry(**row._asdict()) for row in rows]


def list_papers_to_scan() -> list[int]:
    """Papers that came while the antivirus was silent."""
    waiting = select(Paper.id).where(Paper.scan == "waiting").order_by(Paper.id).limit(BATCH_SIZE)
    return list(db.session.scalars(waiting))


def list_messages_to_send(now: datetime) -> list[DueMessage]:
    """To a family member where that is written; else to whoever acts for the applicant, or the applicant.

    None as long as a restore holds messages back.
    """
    if are_messages_held():
        return []
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
        .where(m.state == "waiting", or_(m.next_at <= now, is_left_behind(now)))
        .order_by(m.id)
        .limit(BATCH_SIZE)
    )
    return [DueMessage(**row._asdict()) for row in rows]


def process_word() -> str:
    """That no other process has, be it one that was forked from this."""
    return f"{STARTED}{os.getpid():x}"


def is_left_behind(now: datetime) -> ColumnElement[bool]:
    """What another process was at, and that is no more: a kill costs a message no more than a minute."""
    m, oldest = Message, now + LEASE_TIME - FOREIGN_LEASE_TIME
    return and_(m.leased_by.not_in(("", process_word())), m.next_at <= oldest)


def list_messages_to_poll(now: datetime) -> list[SentSms]:
    m = Message
    rows = db.session.execute(
        select(m.id, m.provider_id, m.phone, m.sent_at)
        .where(m.state == "sent", m.next_at <= now, m.channel == "sms")
        .order_by(m.next_at)
        .limit(BATCH_SIZE)
    )
    return [SentSms(**row._asdict()) for row in rows]
