"""A browser in which somebody has signed in before says so by a cookie of ours, sealed by the server's secret.

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

COOKIE = "kezek-known"
#: The browser keeps it for half a year after the last sign-in.
KEPT_SECONDS = 180 * 24 * 3600
#: Officials may share a computer; of more than so many the longest ago is forgotten.
MOST = 8


@dataclass(frozen=True, slots=True)
class Known:
    """`browser`: random, tells one browser from another; `logins`: seals of those who signed in here."""

    browser: str
    logins: tuple[str, ...]

    def knows(self, login: str, key: str) -> bool:
        return any(hmac.compare_digest(one, mark(login, key)) for one in self.logins)


NONE = Known("", ())


def seal(words: str, key: str) -> str:
    return hmac.new(key.encode(), b"known browser\x00" + words.encode(), hashlib.sha256).hexdigest()


def mark(login: str, key: str) -> str:
    return seal(f"login\x00{login}", key)[:32]


def read(cookie: str, key: str) -> Known:
    """What a browser brought; NONE where that is not ours."""
    body, _, sealed = cookie.partition(".")
    if not hmac.compare_digest(seal(body, key).encode(), sealed.encode()):
        return NONE
    browser, logins = json.loads(urlsafe_b64decode(body))
    return Known(browser, tuple(logins))


def signed_in(known: Known, login: str, key: str) -> Known:
    """The same browser after this person has signed in."""
    here = mark(login, key)
    others = [one for one in known.logins if one != here]
    return replace(known, browser=known.browser or secrets.token_hex(16), logins=(here, *others)[:MOST])


def written(known: Known, key: str) -> str:
    body = urlsafe_b64encode(json.dumps([known.browser, known.logins]).encode()).decode("ascii")
    return f"{body}.{seal(body, key)}"
