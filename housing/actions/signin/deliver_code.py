"""To send a one-time code that was asked for: by a job, so that who asks waits for no base and learns nothing of it.

The code is made here and now, so that it is kept nowhere but as its hash. Messages to one phone keep a distance,
however many strangers ask for its owner: whoever asks in between is given the code that came last, which lives until
the next one may go. So the owner of the phone always has one, and nobody floods it.
"""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select, text, update

from housing.actions.signin.one_time_code import LIFETIME, CodeNotDelivered, CodeRequest, hash_code
from housing.actions.signin.request_code import request_code
from housing.gateways.mobile_base import linked_number
from housing.gateways.sms import Provider, SmsFailed
from housing.notices import code_message
from housing.queries.reference.message_texts import build_message_text
from housing.registries.gateway import Gateway
from housing.storage import audit
from housing.storage.extensions import db
from housing.storage.models import OneTimeCode
from housing.storage.transaction import count_changed, transaction

log = logging.getLogger("kezek.messages")
#: Between two messages with a code to one person; after a few of a day the longer one, still shorter than a code lives.
PACE, SLOW_PACE, QUICK_ONES = timedelta(minutes=1), timedelta(minutes=4), 3
#: Where base or provider is silent it is tried again after these pauses, while whoever asked may still be there.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (2, 5, 15, 30, 60))
#: So long nobody else touches one that somebody is at.
LEASE_TIME = timedelta(minutes=1)
#: Digits of a code; and once so many were guessed wrongly for one person within a day, by whomever.
DIGITS, LONG_DIGITS, WRONG_GUESSES = 6, 8, 25
#: At most so many of a round.
ROUND = 200
C = OneTimeCode


class AskedCode(NamedTuple):
    """A code that somebody waits for."""

    id: int
    iin: str
    purpose: str
    language: str
    session_hash: str
    attempts: int
    next_at: datetime


DUE = (
    select(C.id, C.iin, C.purpose, C.language, C.session_hash, C.attempts, C.next_at)
    .where(text("one_time_code.state = 'waiting'"))
    .order_by(C.id)
    .limit(ROUND)
)


def list_codes_to_send(now: datetime) -> list[AskedCode]:
    """The oldest first."""
    return [AskedCode(**row._asdict()) for row in db.session.execute(DUE.where(C.next_at <= now))]


def load_asked_code(record: int) -> AskedCode:
    return AskedCode(**db.session.execute(DUE.where(C.id == record)).one()._asdict())


def deliver_code(asked: AskedCode, secret: str, gateway: Gateway, sms: Provider, now: datetime) -> str:
    """Tries once; the state afterwards: sent, nowhere (no number is linked), waiting, failed; "": not ours to try."""
    if not lease_code(asked, now):
        return ""
    if asked.purpose == "sign-in" and share_last_code(asked, now):
        return "sent"
    linked = linked_number(gateway, asked.iin)
    if linked.state == "unavailable":
        return try_later(asked, now)
    if linked.phone is None:
        return settle(asked, now, "nowhere", secrets.token_hex(16), secrets.token_hex(32))
    code, words = make_code(asked, now)
    salt = secrets.token_hex(16)
    settle(asked, now, "waiting", salt, hash_code(secret, salt, code))
    try:
        sms.send(linked.phone, words, f"kezek-code-{asked.id}-{asked.attempts}")
    except SmsFailed:
        return try_later(asked, now)
    return settle(asked, now, "sent")


def send_code_at_once(wanted: CodeRequest, secret: str, gateway: Gateway, sms: Provider, now: datetime) -> None:
    """For who is signed in: they may know at once that it cannot be sent. Raises TooManyCodes, CodeNotDelivered."""
    record = request_code(wanted, now)
    if deliver_code(load_asked_code(record), secret, gateway, sms, now) in ("waiting", "failed"):
        give_up_code(record)
        raise CodeNotDelivered


def lease_code(asked: AskedCode, now: datetime) -> bool:
    with transaction() as session:
        ours = update(C).where(C.id == asked.id, C.state == "waiting", C.next_at == asked.next_at)
        return bool(count_changed(session, ours.values(next_at=now + LEASE_TIME)))


def share_last_code(asked: AskedCode, now: datetime) -> bool:
    """Gives this browser the code that came to the phone last, where the next message may not go yet."""
    same = C.iin == asked.iin, C.purpose == asked.purpose, C.state == "sent", C.id != asked.id
    with transaction() as session:
        sent = session.scalar(
            select(func.count(C.code_hash.distinct())).where(*same, C.sent_at > now - timedelta(days=1))
        )
        pace = PACE if (sent or 0) < QUICK_ONES else SLOW_PACE
        last = session.scalars(
            select(C).where(*same, C.sent_at > now - pace, C.used_at.is_(None)).order_by(C.sent_at.desc()).limit(1)
        ).first()
        if last is None:
            return False
        given = {"salt": last.salt, "code_hash": last.code_hash, "sent_at": last.sent_at, "expires_at": last.expires_at}
        session.execute(update(C).where(C.id == asked.id).values(state="sent", **given))
        retire_earlier(asked)
    return True


def settle(asked: AskedCode, now: datetime, state: str, salt: str = "", code_hash: str = "") -> str:
    """Writes what became of it. Once it is over, this browser's codes from before count no more."""
    changes: dict[str, object] = {"state": state}
    if code_hash:
        changes |= {"salt": salt, "code_hash": code_hash}
    if state != "waiting":
        changes |= {"sent_at": now, "expires_at": now + LIFETIME}
    with transaction() as session:
        session.execute(update(C).where(C.id == asked.id).values(**changes))
        if state != "waiting":
            retire_earlier(asked)
        if state == "sent":
            audit.record("code.sent", "citizen", now, None, purpose=asked.purpose)
    return state


def retire_earlier(asked: AskedCode) -> None:
    """Within the transaction under way."""
    earlier = C.session_hash == asked.session_hash, C.purpose == asked.purpose, C.id < asked.id
    db.session.execute(update(C).where(*earlier, C.used_at.is_(None)).values(tries_left=0))


def try_later(asked: AskedCode, now: datetime) -> str:
    """After the next pause, or not at all any more: whoever asked has given up by then."""
    over = asked.attempts >= len(PAUSES)
    changes = {"state": "failed"} if over else {"next_at": now + PAUSES[asked.attempts], "attempts": asked.attempts + 1}
    if over:
        log.error("a one-time code was not sent: the base of numbers or the SMS service is silent")
    with transaction() as session:
        session.execute(update(C).where(C.id == asked.id).values(**changes))
    return str(changes.get("state", "waiting"))


def give_up_code(record: int) -> None:
    """Nobody waits for it any more."""
    with transaction() as session:
        session.execute(update(C).where(C.id == record, C.state == "waiting").values(state="failed"))


def make_code(asked: AskedCode, now: datetime) -> tuple[str, str]:
    """The code and the message around it; a longer one where somebody is guessing and the message has room for it."""
    words = build_message_text(asked.purpose, asked.language, now)
    if count_wrong_guesses(asked.iin, now) >= WRONG_GUESSES:
        long = draw(LONG_DIGITS)
        try:
            return long, code_message(words, long)
        except ValueError:  # the bank's words leave no room
            log.warning("the message of one-time codes leaves no room for %d digits", LONG_DIGITS)
    code = draw(DIGITS)
    return code, code_message(words, code)


def draw(digits: int) -> str:
    return f"{secrets.randbelow(10**digits):0{digits}d}"


def count_wrong_guesses(iin: str, now: datetime) -> int:
    """Of a day, in all browsers; a right one is counted too."""
    return int(
        db.session.scalar(
            select(func.coalesce(func.sum(C.tries), 0)).where(C.iin == iin, C.asked_at > now - timedelta(days=1))
        )
        or 0
    )
