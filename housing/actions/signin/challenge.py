"""To ask for a signature: bytes to be signed once, for one purpose, in one session, within minutes.

Showing a page writes nothing: the bytes bear our seal instead (HMAC over session, purpose and bytes), so that what
comes back is what we sent, to whom we sent it. What is written is that they were used: at a sign-in before they are
looked at, at a filing in the transaction that files: a crash before it burns nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from housing.storage.driver import insert_unless_there
from housing.storage.models import SpentChallenge
from housing.storage.transaction import DbSession, count_changed, transaction

#: "statement": of somebody on the register; what is signed for it files no application, and the other way round.
Purpose = Literal["sign-in", "signing", "statement"]
#: A sign-in is a moment; an application has to be read first.
LIFETIMES: dict[Purpose, timedelta] = {
    "sign-in": timedelta(minutes=5),
    "signing": timedelta(minutes=30),
    "statement": timedelta(minutes=30),
}


class ChallengeSpent(Exception):
    """Used, run out, of another session or for another purpose: a fresh one is needed."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """`payload`: what is signed; `seal`: what makes it ours."""

    payload: bytes
    seal: str

    @property
    def challenge(self) -> str:
        """The payload as a page carries it to the signer and back: base64."""
        return base64.b64encode(self.payload).decode()


@dataclass(frozen=True, slots=True)
class SignedChallenge:
    """What was asked and the signature that came for it, a CMS in DER, PEM or base64; not verified yet."""

    asked: Challenge
    cms: bytes


def parse_challenge(challenge: str, seal: str) -> Challenge:
    """What a page brought back, for `spend_challenge`. Raises ChallengeSpent where it cannot be ours at all."""
    try:
        return Challenge(base64.b64decode(challenge, validate=True), seal.encode("ascii").decode())
    except ValueError:  # not base64, or letters that no seal has
        raise ChallengeSpent from None


def canonical_json(document: dict[str, Any]) -> bytes:
    """One way to write a document: UTF-8, NFC, keys in order, no spaces. What is signed is what is shown."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def seal_payload(key: str, session: str, purpose: Purpose, payload: bytes) -> str:
    message = b"\x00".join((session.encode(), purpose.encode(), payload))
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


def issue_challenge(key: str, session: str, purpose: Purpose, document: dict[str, Any], now: datetime) -> Challenge:
    """Freezes a document with its purpose, its time and 256 random bits."""
    nonce, ends = secrets.token_hex(32), now + LIFETIMES[purpose]
    stamp = {"purpose": purpose, "iat": now.isoformat(), "exp": ends.isoformat(), "nonce": nonce, "v": 1}
    payload = canonical_json({**document, **stamp})
    return Challenge(payload, seal_payload(key, session, purpose, payload))


def verify_challenge(key: str, session: str, purpose: Purpose, asked: Challenge, now: datetime) -> dict[str, Any]:
    """The document of a challenge that is ours and in time, without burning it. Raises ChallengeSpent."""
    if not hmac.compare_digest(seal_payload(key, session, purpose, asked.payload), asked.seal):
        raise ChallengeSpent
    document: dict[str, Any] = json.loads(asked.payload)
    if not datetime.fromisoformat(document["iat"]) <= now < datetime.fromisoformat(document["exp"]):
        raise ChallengeSpent
    return document


def spend_challenge(key: str, session: str, purpose: Purpose, asked: Challenge, now: datetime) -> dict[str, Any]:
    """Burns a challenge by itself and gives its document back. Raises ChallengeSpent."""
    document = verify_challenge(key, session, purpose, asked, now)
    with transaction() as db:
        burn_challenge(db, purpose, hashlib.sha256(asked.payload).hexdigest(), now)
    return document


def burn_challenge(db: DbSession, purpose: Purpose, sha256: str, now: datetime) -> None:
    """Burns it within the transaction under way: of all who come with it one goes on. `sha256`: of its payload.

    Raises ChallengeSpent.
    """
    burnt = insert_unless_there(SpentChallenge.__table__).values(sha256=sha256, purpose=purpose, at=now)
    if count_changed(db, burnt.on_conflict_do_nothing()) == 0:
        raise ChallengeSpent
