"""Codes of an authenticator: RFC 6238 with SHA-1, six digits, every 30 seconds, as the usual applications make them."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

STEP, DIGITS = 30, 6
#: A clock may be one step before or behind ours.
WINDOW = 1
#: As RFC 4226 recommends: 160 bits.
SECRET_BYTES = 20


def code_at(secret: bytes, step: int) -> str:
    """The six digits of a step: seconds since 1970 divided by 30."""
    mac = hmac.new(secret, step.to_bytes(8, "big"), hashlib.sha1).digest()
    at = mac[-1] & 15
    number = int.from_bytes(mac[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: bytes, code: str, now: datetime, after: int | None) -> int | None:
    """The step whose code this is, within the window and later than `after`, the last one used; None: no such step.

    All steps are looked at, so that the time of the answer tells nothing.
    """
    here = int(now.timestamp()) // STEP
    steps = range(here - WINDOW, here + WINDOW + 1)
    fitting = [step for step in steps if hmac.compare_digest(code_at(secret, step).encode(), code.encode())]
    return next((step for step in fitting if after is None or step > after), None)


def encode_secret(secret: bytes) -> str:
    """Base32, as it is typed into a phone."""
    return base64.b32encode(secret).decode("ascii")


def provisioning_uri(secret: bytes, login: str) -> str:
    """What a QR code says to the authenticator."""
    return f"otpauth://totp/Kezek:{quote(login)}?{urlencode({'secret': encode_secret(secret), 'issuer': 'Kezek'})}"
