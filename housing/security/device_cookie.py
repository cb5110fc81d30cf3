"""The trusted-device cookie: a browser in which somebody has signed in before, signed by the server's secret.

It opens nothing. It only gets counters of its own, so that a stranger who types wrong passwords for a login holds up
themself, and not the person whose login it is. Of the logins it bears only seals, no names.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace

COOKIE, PATH = "kezek-known", "/operator"
#: Over TLS: its prefix makes a browser take it from this host alone, and asks for the path of the whole host.
TLS_COOKIE, TLS_PATH = f"__Host-{COOKIE}", "/"
#: The browser keeps it for half a year after the last sign-in.
KEPT_SECONDS = 180 * 24 * 3600
#: Officials may share a computer; of more than so many the longest ago is forgotten.
MAX_LOGINS = 8


@dataclass(frozen=True, slots=True)
class TrustedDevice:
    """`browser`: random, tells one browser from another; `logins`: seals of those who signed in here."""

    browser: str
    logins: tuple[str, ...]

    def has_login(self, login: str, key: str) -> bool:
        return any(hmac.compare_digest(one, login_mark(login, key)) for one in self.logins)


UNKNOWN_DEVICE = TrustedDevice("", ())


def cookie_place(tls: bool) -> tuple[str, str]:
    """Name and path of the cookie."""
    return (TLS_COOKIE, TLS_PATH) if tls else (COOKIE, PATH)


def sign_value(words: str, key: str) -> str:
    return hmac.new(key.encode(), b"known browser\x00" + words.encode(), hashlib.sha256).hexdigest()


def login_mark(login: str, key: str) -> str:
    return sign_value(f"login\x00{login}", key)[:32]


def read_cookie(cookie: str, key: str) -> TrustedDevice:
    """The device of a cookie; UNKNOWN_DEVICE where the signature is not ours."""
    body, _, sealed = cookie.partition(".")
    if not hmac.compare_digest(sign_value(body, key).encode(), sealed.encode()):
        return UNKNOWN_DEVICE
    browser, logins = json.loads(urlsafe_b64decode(body))
    return TrustedDevice(browser, tuple(logins))


def add_login(known: TrustedDevice, login: str, key: str) -> TrustedDevice:
    """The same browser after this person has signed in."""
    here = login_mark(login, key)
    others = [one for one in known.logins if one != here]
    return replace(known, browser=known.browser or secrets.token_hex(16), logins=(here, *others)[:MAX_LOGINS])


def write_cookie(known: TrustedDevice, key: str) -> str:
    body = urlsafe_b64encode(json.dumps([known.browser, known.logins]).encode()).decode("ascii")
    return f"{body}.{sign_value(body, key)}"
