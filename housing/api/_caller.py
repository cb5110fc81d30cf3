"""Which system asks: by its token, not faster than is agreed. Nobody signs in here, and no cookie is looked at."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, NamedTuple

from flask import current_app, jsonify, request

from housing.config import current_services
from housing.labels import N_
from housing.security.rate_limit import TokenBucket
from housing.web.current import now, say_in_every_language

#: Questions of one system: so many at once, and one more every so many seconds.
AT_ONCE, SECONDS = 100, 0.1
ERRORS = {
    "no_token": (401, N_("The token is missing, or it is not one of those that the bank has given out.")),
    "too_fast": (429, N_("That was too many questions at once. Ask again a little later.")),
    "bad_question": (
        400,
        N_("The question is a JSON object with one of two keys: iin, 12 digits, or register_number, 10 to 12 digits."),
    ),
}


class Refused(NamedTuple):
    """Why a question is not answered: a code of ERRORS; `seconds`: when to come back."""

    code: str
    seconds: int = 0


def find_caller() -> str | Refused:
    """The name of the system that asks, as the settings have it."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    digest = hashlib.sha256(token.strip().encode()).hexdigest()
    known = current_services().settings.api_tokens
    # All are compared, so that how long it takes tells nothing.
    names = [name for name, wanted in known if hmac.compare_digest(wanted, digest)]
    if kind.lower() != "bearer" or not names:
        return Refused("no_token")
    pace = current_app.extensions.setdefault("pace of the api", TokenBucket(AT_ONCE, SECONDS))
    seconds = pace.seconds_to_wait(names[0], now())
    return Refused("too_fast", seconds) if seconds else names[0]


def refuse(fault: Refused) -> Any:
    """In words of all languages: whoever reads the log of the other system may read one of them."""
    status, words = ERRORS[fault.code]
    answer = jsonify(error={"code": fault.code, "message": say_in_every_language(words)})
    answer.status_code = status
    if fault.code == "no_token":
        answer.headers["WWW-Authenticate"] = "Bearer"
    if fault.seconds:
        answer.headers["Retry-After"] = str(fault.seconds)
    return answer
