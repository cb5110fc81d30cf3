"""One-time passwords (Annex 1, last row, 3)): six digits by SMS to the number that the state base links to the person.

Never to a number that a form names. Spent by use, by five tries, by five minutes, and by a newer one; bound to the
browser, the purpose and, for a signature, to the document. Whether a person or a number exists is not said.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select, update

from housing.actions.signin.challenge import Purpose
from housing.gateways.mobile_base import linked_number
from housing.gateways.sms import Provider, SmsFailed
from housing.notices import code_message
from housing.queries.reference.message_texts import build_message_text
from housing.queries.signin.session import hash_token
from housing.registries.gateway import Gateway
from housing.storage import audit
from housing.storage.models import OneTimeCode
from housing.storage.transaction import DbSession, count_changed, transaction

#: What can be a code.
CODE_PATTERN = r"[0-9]{6}\Z"
LIFETIME = timedelta(minutes=5)
MAX_ATTEMPTS = 5
RESEND_INTERVAL = timedelta(seconds=60)
#: So many codes for a person in an hour and in a day, and from one address in an hour.
LIMITS = (("iin", timedelta(hours=1), 5), ("iin", timedelta(days=1), 10), ("address_hash", timedelta(hours=1), 20))


class TooManyCodes(Exception):
    """Codes were asked for too often: a pause is needed. `wait`: how long at least."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too many codes")
        self.wait = wait


class CodeNotDelivered(Exception):
    """The state base or the SMS provider is silent; nobody's fault, and not a secret."""


class WrongCode(Exception):
    """Not that code, or it is spent. `left`: tries that remain; 0: a new one is needed."""

    def __init__(self, left: int) -> None:
        super().__init__("wrong code")
        self.left = left


@dataclass(frozen=True, slots=True)
class CodeRequest:
    """Whom and what a code is for. `document`: SHA-256 of what it signs; None: a sign-in. `address`: of the browser."""

    iin: str
    session: str
    purpose: Purpose
    address: str
    language: str
    document: str | None = None


def send_code(wanted: CodeRequest, secret: str, gateway: Gateway, sms: Provider, now: datetime) -> None:
    """Sends a new code, which ends the one before. The same silence for an unknown person and an unlinked number.

    Raises TooManyCodes, CodeNotDelivered.
    """
    code = f"{secrets.randbelow(1_000_000):06d}"
    number = reserve_code(wanted, code, secret, now)
    linked = linked_number(gateway, wanted.iin)
    if linked.state == "unavailable":
        raise CodeNotDelivered
    if linked.phone is None:
        return
    try:
        words = build_message_text(wanted.purpose, wanted.language, now)
        sms.send(linked.phone, code_message(words, code), f"kezek-code-{number}")
    except SmsFailed:
        raise CodeNotDelivered from None


def reserve_code(wanted: CodeRequest, code: str, secret: str, now: datetime) -> int:
    """Counts against the limits first, whatever becomes of the message."""
    with transaction() as db:
        enforce_limits(db, wanted, now)
        live = OneTimeCode.session_hash == hash_token(wanted.session), OneTimeCode.purpose == wanted.purpose
        db.execute(update(OneTimeCode).where(*live, OneTimeCode.used_at.is_(None)).values(tries_left=0))
        salt = secrets.token_hex(16)
        row = OneTimeCode(
            iin=wanted.iin,
            session_hash=hash_token(wanted.session),
            purpose=wanted.purpose,
            document=wanted.document,
            address_hash=hash_token(wanted.address),
            salt=salt,
            code_hash=hash_code(secret, salt, code),
            tries_left=MAX_ATTEMPTS,
            sent_at=now,
            expires_at=now + LIFETIME,
        )
        db.add(row)
        audit.record("code.sent", "citizen", now, None, purpose=wanted.purpose)
        db.flush()
        return int(row.id)


def enforce_limits(db: DbSession, wanted: CodeRequest, now: datetime) -> None:
    values = {"iin": wanted.iin, "address_hash": hash_token(wanted.address)}
    for column, window, most in (("iin", RESEND_INTERVAL, 1), *LIMITS):
        same = getattr(OneTimeCode, column) == values[column]
        count, oldest = db.execute(
            select(func.count(), func.min(OneTimeCode.sent_at)).where(same, OneTimeCode.sent_at > now - window)
        ).one()
        if count >= most:
            raise TooManyCodes(oldest + window - now)


def hash_code(secret: str, salt: str, code: str) -> str:
    """What is kept: useless without the secret, which the database does not hold."""
    return hmac.new(secret.encode(), f"one-time code|{salt}|{code}".encode(), hashlib.sha256).hexdigest()


def use_code(wanted: CodeRequest, code: str, secret: str, now: datetime) -> int:
    """The record of the code, now spent. Raises WrongCode."""
    record = try_code(wanted, code, secret, now)
    with transaction() as db:
        spend_code(db, record, wanted.purpose, now)
    return record


def try_code(wanted: CodeRequest, code: str, secret: str, now: datetime) -> int:
    """The record of the code, not spent yet. A try is counted before the code is compared. Raises WrongCode."""
    found = count_attempt(wanted, now)
    if not hmac.compare_digest(hash_code(secret, found.salt, code.strip()), found.code_hash):
        raise WrongCode(found.tries_left)
    return int(found.id)


def spend_code(db: DbSession, record: int, purpose: Purpose, now: datetime) -> None:
    """Spends a code that was tried, within the transaction under way; once only. Raises WrongCode."""
    unused = OneTimeCode.id == record, OneTimeCode.used_at.is_(None)
    if count_changed(db, update(OneTimeCode).where(*unused).values(used_at=now)) == 0:
        raise WrongCode(0)
    audit.record("code.used", "citizen", now, None, purpose=purpose)


def count_attempt(wanted: CodeRequest, now: datetime) -> Any:
    c = OneTimeCode
    document = c.document == wanted.document if wanted.document else c.document.is_(None)
    with transaction() as db:
        found = db.execute(
            update(c)
            .where(
                c.iin == wanted.iin,
                c.session_hash == hash_token(wanted.session),
                c.purpose == wanted.purpose,
                document,
                c.used_at.is_(None),
                c.expires_at > now,
                c.tries_left > 0,
            )
            .values(tries_left=c.tries_left - 1)
            .returning(c.id, c.salt, c.code_hash, c.tries_left)
        ).first()
    if found is None:
        raise WrongCode(0)
    return found


def describe_code_fault(fault: TooManyCodes | CodeNotDelivered | WrongCode) -> str:
    """What the person is told, with a way out."""
    if isinstance(fault, TooManyCodes):
        return ngettext(
            "Codes were asked for too often. The next one is possible in %(num)s minute.",
            "Codes were asked for too often. The next one is possible in %(num)s minutes.",
            max(1, -(-int(fault.wait.total_seconds()) // 60)),
        )
    if isinstance(fault, CodeNotDelivered):
        return _("The code could not be sent: the base of numbers or the SMS service is silent. Try again later.")
    if fault.left:
        return ngettext(
            "That is not the code. %(num)s try is left.", "That is not the code. %(num)s tries are left.", fault.left
        )
    return _("That code does not count any more: it was used, has run out or was tried too often. Ask for a new one.")
