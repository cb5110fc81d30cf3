"""Removals whose own clock has come to a step, and those of which it has shown that the person was told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select

from housing.law.removal_clock import STUCK_AFTER, UNTOLD_BEFORE
from housing.law.working_time import ALMATY
from housing.queries.register.removals import UNTOLD, WAITS, R
from housing.storage.extensions import db
from housing.storage.models import Event, Message, RegisterAct


def was_removed_by(application_id: int, moment: datetime) -> bool:
    """Had the removal that is in force taken effect by then?"""
    wanted = R.application_id == application_id, R.state == "confirmed", R.answered_at <= moment
    return db.session.scalar(select(R.id).where(*wanted)) is not None


def list_removals_to_escalate(now: datetime) -> list[int]:
    """Those whose own clock has reached a step that was not told; two steps each."""
    today = now.astimezone(ALMATY).date()
    stuck = and_(WAITS, R.proposed_at <= now - timedelta(days=STUCK_AFTER[0] - 1))
    late = and_(UNTOLD, R.notice_due_on <= today + timedelta(days=UNTOLD_BEFORE))
    wanted = select(R.id).where(or_(stuck, late), R.escalation < 2).order_by(R.id)
    return list(db.session.scalars(wanted))


def list_acts_to_escalate(now: datetime) -> list[int]:
    """The same of acts on places."""
    t, since = RegisterAct, now - timedelta(days=STUCK_AFTER[0] - 1)
    wanted = select(t.id).where(t.state == "open", t.proposed_at <= since, t.escalation < 2).order_by(t.id)
    return list(db.session.scalars(wanted))


class ToldRemoval(NamedTuple):
    """A removal of which it has shown that the person was told: when, and by what: opened or sms."""

    id: int
    at: datetime
    how: str


def list_told_removals() -> list[ToldRemoval]:
    """Of those that nobody knew to be told: the notice was opened in the account, or its text message delivered."""
    opened, delivered = first_opening().label("opened"), first_delivery().label("delivered")
    rows = db.session.execute(
        select(R.id, opened, delivered).where(UNTOLD, or_(opened.is_not(None), delivered.is_not(None)))
    )
    return [
        ToldRemoval(row.id, *min((at, how) for at, how in ((row.opened, "opened"), (row.delivered, "sms")) if at))
        for row in rows
    ]


def first_opening() -> Any:
    e = Event
    own = e.application_id == R.application_id, e.kind == "file.opened", e.actor == "citizen", e.at >= R.answered_at
    return select(func.min(e.at, type_=e.at.type)).where(*own).correlate(R).scalar_subquery()


def first_delivery() -> Any:
    """The message born with the act bears its moment."""
    m = Message
    born = m.application_id == R.application_id, m.to_iin == "", m.channel == "sms", m.created_at == R.answered_at
    return select(func.min(m.delivered_at, type_=m.delivered_at.type)).where(*born).correlate(R).scalar_subquery()
