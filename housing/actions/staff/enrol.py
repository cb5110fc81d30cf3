"""To enrol an authenticator: the secret stands sealed in the page, and is kept once a code proves that it was taken."""

from __future__ import annotations

import json
import secrets
from datetime import datetime

from cryptography.fernet import InvalidToken
from sqlalchemy import delete, select

from housing.actions.signin.prove_code import WrongSecond, bare, box, new_codes, prove
from housing.security import totp
from housing.storage import audit
from housing.storage.models import SignedIn, Staff
from housing.storage.transaction import transaction

#: Seconds to scan the picture and to type a code.
LIVES = 15 * 60


class OfferSpent(Exception):
    """The page stood open too long, or the secret was offered to somebody else."""


class NotTheirs(Exception):
    """The code of the authenticator enrolled until now is wrong."""


def offer(staff_id: int, key: str, now: datetime) -> str:
    """A new secret for this official, sealed; nothing is stored."""
    words = json.dumps([staff_id, secrets.token_hex(totp.SECRET_BYTES)]).encode()
    return box(key).encrypt_at_time(words, int(now.timestamp())).decode("ascii")


def offered(sealed: str, staff_id: int, key: str, now: datetime) -> bytes:
    """The secret of an offer. Raises OfferSpent."""
    try:
        whose, secret = json.loads(box(key).decrypt_at_time(sealed.encode(), LIVES, int(now.timestamp())))
    except InvalidToken:
        raise OfferSpent from None
    if whose != staff_id:
        raise OfferSpent
    return bytes.fromhex(secret)


def enrol(
    staff_id: int, session: str, sealed: str, code: str, present: str, key: str, now: datetime, phone: datetime
) -> list[str]:
    """The recovery codes, shown once. `present`: a code of the authenticator before this one, where there is one.

    Every other session of the official ends. Raises OfferSpent, WrongSecond (the new code), NotTheirs (the present).
    """
    secret = offered(sealed, staff_id, key, now)
    step = totp.step_of(secret, bare(code), phone, None)
    if step is None:
        raise WrongSecond
    with transaction() as db:
        staff = db.scalars(select(Staff).where(Staff.id == staff_id)).one()
        replaced = staff.totp_secret is not None
        if replaced:
            try:
                prove(db, staff, present, key, now, phone)
            except WrongSecond:
                raise NotTheirs from None
        staff.totp_secret, staff.totp_step, staff.totp_since = box(key).encrypt(secret).decode("ascii"), step, now
        codes = new_codes(db, staff_id)
        db.execute(delete(SignedIn).where(SignedIn.staff_id == staff_id, SignedIn.token_hash != session))
        audit.record("staff.authenticator", staff.login, now, None, replaced=replaced)
    return codes
