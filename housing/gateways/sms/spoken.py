"""What both providers have in common: the ways to fail, an exchange in JSON, and what is made of a hostile answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from housing.gateways.eds.exchange import NoAnswerError, exchange_http

Delivery = Literal["delivered", "pending", "undeliverable", "unknown"]

#: Bytes of an answer; a provider that says more says nothing.
LIMIT = 64_000
#: Seconds for each step and for the whole answer.
TIMEOUT = 5.0
#: Ids as the outbox keeps them.
LONGEST_ID = 40
#: Nothing had been sent yet when these happened: the provider cannot have taken the message.
BEFORE_SENDING = {"ConnectionRefusedError", "gaierror", "SSLCertVerificationError", "InvalidURL", "UnicodeError"}
#: Reasons that somebody of the bank has to put right with the provider.
ALARMING = ("money", "account")


@dataclass(frozen=True, slots=True)
class Sent:
    """Accepted by the provider; not yet delivered."""

    provider_id: str


class SmsFailed(Exception):
    """Not known to be accepted. `reason`: a word for the outbox, never a number and never words of the message."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SmsRefused(SmsFailed):
    """The provider will never take it: "number", "text" or "refused"."""


class SmsDelayed(SmsFailed):
    """Not taken, but later it may be: "down", "busy", "money", "account"."""


class SmsAnswerLost(SmsDelayed):
    """It may have been taken, for the answer was lost or makes no sense: ask for it before sending it again."""

    def __init__(self) -> None:
        super().__init__("lost")


def post_form(url: str, body: bytes, kind: str) -> dict[str, Any]:
    """The object that a POST is answered with. A redirect is followed nowhere. Raises TryAgain, Lost."""
    try:
        status, raw = exchange_http(url, body, kind, timeout=TIMEOUT, limit=LIMIT)
    except NoAnswerError as fault:
        raise (SmsDelayed("down") if str(fault) in BEFORE_SENDING else SmsAnswerLost()) from None
    except Exception:  # what the address itself makes go wrong
        raise SmsDelayed("down") from None
    if status == 429:
        raise SmsDelayed("busy")
    if status != 200:
        raise SmsAnswerLost
    return parse_json(raw)


def parse_json(raw: bytes) -> dict[str, Any]:
    """Raises Lost where it is no JSON object, or says something twice."""
    try:
        found = json.loads(raw, object_pairs_hook=reject_duplicates)
    except (ValueError, RecursionError):
        raise SmsAnswerLost from None
    if not isinstance(found, dict):
        raise SmsAnswerLost
    return found


def reject_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two values under one name: nobody knows which counts."""
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("said twice")
    return read


def parse_integer(value: Any) -> int | None:
    """A whole number, written as one or as text; True is none."""
    if isinstance(value, str) and len(value) < 10 and value.removeprefix("-").isdecimal() and value.isascii():
        return int(value)
    return value if type(value) is int and abs(value) < 10**9 else None


def id_of(value: Any) -> str:
    """An id as the outbox keeps it. Raises Lost where it is none."""
    written = str(value) if type(value) in (int, str) else ""
    if not written or len(written) > LONGEST_ID or not written.isascii() or not written.isprintable():
        raise SmsAnswerLost
    return written
