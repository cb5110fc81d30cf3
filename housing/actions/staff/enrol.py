"""To enrol an authenticator: the secret stands sealed in the page, and is kept once a code proves that it was taken."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import InvalidToken
from sqlalchemy import delete, select

from housing.actions.signin.prove_code import (
    WrongSecondFactor,
    authenticator_cipher,
    generate_recovery_codes,
    normalize_code,
    prove_code,
)
from housing.security import totp
from housing.storage import audit
from housing.storage.models import SignedInSession, Staff
from housing.storage.transaction import transaction

#: Seconds to scan the picture and to type a code.
LIVES = 15 * 60


class OfferExpired(Exception):
    """The page stood open too long, or the secret was offered to somebody else."""


class WrongPresentCode(Exception):
    """The code of the authenticator enrolled until now is wrong."""


def offer_secret(staff_id: int, key: str, now: datetime) -> str:
    """A new secret for this official, sealed; nothing is stored."""
    words = json.dumps([staff_id, secrets.token_hex(totp.SECRET_BYTES)]).encode()
    return authenticator_cipher(key).encrypt_at_time(words, int(now.timestamp())).decode("ascii")


def open_offer(sealed: str, staff_id: int, key: str, now: datetime) -> bytes:
    """The secret of an offer. Raises OfferExpired."""
    try:
        whose, secret = json.loads(
            authenticator_cipher(key).decrypt_at_time(sealed.encode(), LIVES, int(now.timestamp()))
        )
    except InvalidToken:
        raise OfferExpired from None
    if whose != staff_id:
        raise OfferExpired
    return bytes.fromhex(secret)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the page brings back: the offer, a code of the new authenticator, and one of the present, where one is."""

    offer: str
    code: str
    present_code: str


def enrol_authenticator(
    staff_id: int, session: str, enrolment: Enrolment, key: str, now: datetime, phone: datetime
) -> list[str]:
    """The recovery codes, shown once. `phone`: the time as telephones keep it.

    Every other session of the official ends.
    Raises OfferExpired, WrongSecondFactor (the new code), WrongPresentCode (the present).
    """
    secret = open_offer(enrolment.offer, staff_id, key, now)
    step = totp.step_of(secret, normalize_code(enrolment.code), phone, None)
    if step is None:
        raise WrongSecondFactor
    with transaction() as db:
        staff = db.scalars(select(Staff).where(Staff.id == staff_id)).one()
        replaced = staff.totp_secret is not None
        if replaced:
            try:
                prove_code(db, staff, enrolment.present_code, key, now, phone)
            except WrongSecondFactor:
                raise WrongPresentCode from None
        staff.totp_secret, staff.totp_step, staff.totp_since = (
            authenticator_cipher(key).encrypt(secret).decode("ascii"),
            step,
            now,
        )
        codes = generate_recovery_codes(db, staff_id)
        db.execute(
            delete(SignedInSession).where(SignedInSession.staff_id == staff_id, SignedInSession.token_hash != session)
        )
        audit.record("staff.authenticator", staff.login, now, None, replaced=replaced)
    return codes
