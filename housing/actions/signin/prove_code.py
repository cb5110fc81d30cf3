"""The second proof of an official: a code of their authenticator, or a recovery code; each counts once."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import datetime
from typing import Literal

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import delete, select

from housing.security import totp
from housing.storage.models import RecoveryCode, Staff
from housing.storage.transaction import DbSession

SecondFactor = Literal["authenticator", "recovery"]
#: Letters that nobody mistakes for one another; 16 of them are 80 bits.
LETTERS, LENGTH = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 16
CODES = 10


class WrongSecondFactor(Exception):
    """Not that code, used before, or no authenticator: the answer does not say which."""


def authenticator_cipher(key: str) -> Fernet:
    """Seals the secrets of authenticators by a key made of the server's own (HKDF): a stolen database has none."""
    made = HKDF(SHA256(), 32, salt=None, info=b"kezek authenticator").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(made))


def prove_code(db: DbSession, staff: Staff, code: str, key: str, now: datetime, phone: datetime) -> SecondFactor:
    """Within a transaction: uses the code up. `phone`: the time as telephones keep it. Raises WrongSecondFactor."""
    code = normalize_code(code)
    if code.isascii() and code.isdecimal() and len(code) == totp.DIGITS:
        step = totp.step_of(decrypt_secret(staff, key), code, phone, staff.totp_step)
        if step is None:
            raise WrongSecondFactor
        staff.totp_step = step
        return "authenticator"
    wanted = (
        RecoveryCode.staff_id == staff.id,
        RecoveryCode.code_hash == hash_recovery_code(code),
        RecoveryCode.used_at.is_(None),
    )
    recovery = db.scalar(select(RecoveryCode).where(*wanted))
    if recovery is None or not staff.totp_secret:
        raise WrongSecondFactor
    recovery.used_at = now
    return "recovery"


def decrypt_secret(staff: Staff, key: str) -> bytes:
    """Raises WrongSecondFactor where none is enrolled, or where the server's secret has been changed since."""
    try:
        return authenticator_cipher(key).decrypt((staff.totp_secret or "").encode())
    except InvalidToken:
        raise WrongSecondFactor from None


def normalize_code(code: str) -> str:
    """As it was given out, however it is typed."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def hash_recovery_code(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def generate_recovery_codes(db: DbSession, staff_id: int) -> list[str]:
    """Within a transaction: ten new recovery codes in groups of four; those before count no more."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(CODES)]
    db.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    db.add_all(RecoveryCode(staff_id=staff_id, code_hash=hash_recovery_code(code)) for code in codes)
    return ["-".join(code[at : at + 4] for at in range(0, LENGTH, 4)) for code in codes]
