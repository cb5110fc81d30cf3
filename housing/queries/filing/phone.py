"""Whether a number is linked to the portal account, as far as it is known here: nobody is asked by looking."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from sqlalchemy import or_, select

from housing.storage.extensions import db
from housing.storage.models import Application, Message, PhoneCheck


@dataclass(frozen=True, slots=True)
class KnownPhone:
    """`state`: linked, not_linked, no_mobile (a landline is linked), unknown (the base did not answer), never (nobody
    has asked yet).
    """

    state: str
    at: datetime | None = None
    phone: str | None = field(default=None, repr=False)


def load_known_phone(iin: str) -> KnownPhone:
    """The newer of the last message and of the last question by hand; a silence does not outweigh an answer."""
    found = [one for one in (load_phone_by_message(iin), load_phone_check(iin)) if one]
    answered = [one for one in found if one.state != "unknown"]
    return max(answered or found, key=attrgetter("at"), default=KnownPhone("never"))


def load_phone_by_message(iin: str) -> KnownPhone | None:
    """A message that went out proves the number; one that stayed in the cabinet, that there was none."""
    m = Message
    row = db.session.execute(
        select(m.state, m.phone, m.last_error, m.sent_at, m.next_at)
        .join(Application, Application.id == m.application_id)
        .where(Application.iin == iin, m.to_iin == "", m.channel == "sms")
        .where(or_(m.sent_at.is_not(None), m.state == "cabinet_only"))
        .order_by(m.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    if row.state == "cabinet_only":
        return KnownPhone(row.last_error or "not_linked", row.next_at)
    return KnownPhone("linked", row.sent_at, row.phone)


def load_phone_check(iin: str) -> KnownPhone | None:
    row = db.session.get(PhoneCheck, iin)
    if row is None:
        return None
    if row.state == "no_mobile":
        return KnownPhone("no_mobile", row.at)
    if row.state != "answered":
        return KnownPhone("unknown", row.at)
    return KnownPhone("linked" if row.phone else "not_linked", row.at, row.phone)


def load_phone_check_time(iin: str) -> datetime | None:
    return db.session.scalar(select(PhoneCheck.at).where(PhoneCheck.iin == iin))


def load_given_phone(iin: str) -> str | None:
    """The number that stands in the application filed last."""
    wanted = Application.iin == iin, Application.number.is_not(None)
    return db.session.scalar(select(Application.phone).where(*wanted).order_by(Application.filed_at.desc()).limit(1))
