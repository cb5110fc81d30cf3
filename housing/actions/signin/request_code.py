"""To ask for a one-time code: a row is written, and a job sends the code (`deliver_code`).

What is answered depends on nothing but what this browser and this address asked before: not on whether there is such
a person, whether a number is linked, or how often others asked for them. So a stranger learns nothing by asking, and
takes nothing away from whose number it is.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import func, select

from housing.actions.signin.one_time_code import LIFETIME, MAX_ATTEMPTS, CodeRequest, TooManyCodes
from housing.queries.signin.session import hash_token
from housing.security.rate_limit import subscriber_key
from housing.storage.models import OneTimeCode
from housing.storage.transaction import DbSession, transaction

RESEND_INTERVAL, HOUR, DAY = timedelta(seconds=60), timedelta(hours=1), timedelta(days=1)
#: For one person from one browser and from one address, and for anybody from one address: in how long how often.
OF_BROWSER = ((RESEND_INTERVAL, 1), (HOUR, 5), (DAY, 10))
OF_ADDRESS, TOWN = ((HOUR, 5), (DAY, 10)), ((HOUR, 20),)


def request_code(wanted: CodeRequest, now: datetime) -> int:
    """The record of a code that is to be sent. Until it is, nothing that is entered for it is right.

    Raises TooManyCodes; a code that came before counts on then.
    """
    c = OneTimeCode
    with transaction() as db:
        enforce_limits(db, wanted, now)
        row = c(
            iin=wanted.iin,
            session_hash=hash_token(wanted.session),
            purpose=wanted.purpose,
            document=wanted.document,
            address_hash=hash_address(wanted.address),
            language=wanted.language,
            salt=secrets.token_hex(16),
            code_hash=secrets.token_hex(32),
            tries_left=MAX_ATTEMPTS,
            state="waiting",
            asked_at=now,
            next_at=now,
            expires_at=now + LIFETIME,
        )
        db.add(row)
        db.flush()
        return int(row.id)


def hash_address(address: str) -> str:
    return hash_token(subscriber_key(address))


def enforce_limits(db: DbSession, wanted: CodeRequest, now: datetime) -> None:
    """Of a signature the person's own session asks, wherever it is: then the person is what is counted."""
    c = OneTimeCode
    same = c.iin == wanted.iin, c.purpose == wanted.purpose
    browser, address = c.session_hash == hash_token(wanted.session), c.address_hash == hash_address(wanted.address)
    limits = [((*same, browser), OF_BROWSER), ((*same, address), OF_ADDRESS), ((address,), TOWN)]
    if wanted.document:
        limits = [(same, OF_BROWSER), ((address,), TOWN)]
    for conditions, windows in limits:
        for window, most in windows:
            count, oldest = db.execute(
                select(func.count(), func.min(c.asked_at)).where(*conditions, c.asked_at > now - window)
            ).one()
            if count >= most:
                raise TooManyCodes(oldest + window - now)
