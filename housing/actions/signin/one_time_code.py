"""One-time passwords (Annex 1, last row, 3)): digits by SMS to the number that the state base links to the person.

Never to a number that a form names. Spent by use, by five tries of a browser, by five minutes, and by a newer one; it
counts in browsers that asked for it (`request_code`), for its purpose and, for a signature, for its document. Whether a
person or a number exists is not said.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import exists, select, update
from sqlalchemy.orm import aliased

from housing.actions.signin.challenge import Purpose
from housing.queries.signin.session import hash_token
from housing.storage import audit
from housing.storage.models import OneTimeCode
from housing.storage.transaction import DbSession, count_changed, transaction

#: What can be a code: a longer one is sent to whom somebody guesses at.
CODE_PATTERN = r"([0-9]{6}|[0-9]{8})\Z"
LIFETIME = timedelta(minutes=5)
MAX_ATTEMPTS = 5
#: States in which there is no code yet, or never was.
UNSEEN = ("waiting", "failed")


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
    """Spends a code that was tried, within the transaction under way; once only, whichever browsers it was given to.

    Raises WrongCode.
    """
    c, other = OneTimeCode, aliased(OneTimeCode)
    elsewhere = exists().where(other.code_hash == c.code_hash, other.used_at.is_not(None))
    mine = update(c).where(c.id == record, c.used_at.is_(None), ~elsewhere).values(used_at=now)
    if count_changed(db, mine) == 0:
        raise WrongCode(0)
    audit.record("code.used", "citizen", now, None, purpose=purpose)


def count_attempt(wanted: CodeRequest, now: datetime) -> Any:
    """Of what this browser asked last and a job has seen to; before that, of what it asked last."""
    c, other = OneTimeCode, aliased(OneTimeCode)
    live = (
        c.iin == wanted.iin,
        c.session_hash == hash_token(wanted.session),
        c.purpose == wanted.purpose,
        c.document == wanted.document if wanted.document else c.document.is_(None),
        c.expires_at > now,
        c.tries_left > 0,
        ~exists().where(other.code_hash == c.code_hash, other.used_at.is_not(None)),
    )
    last = select(c.id).where(*live).order_by(c.state.in_(UNSEEN), c.id.desc()).limit(1).scalar_subquery()
    with transaction() as db:
        found = db.execute(
            update(c)
            .where(c.id == last)
            .values(tries_left=c.tries_left - 1, tries=c.tries + 1)
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
