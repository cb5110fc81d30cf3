"""Tries of a password or a code: what they count for, how long somebody waits, and what is said then."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, request
from flask_babel import ngettext

from housing.actions.signin.note_failures import FAILURES
from housing.queries.staff.staff_accounts import load_login
from housing.security import device_cookie
from housing.security.rate_limit import FailureCounter, LoginThrottle, subscriber_key
from housing.web.current import secret_key
from housing.web.responses import page

#: Tries before pauses begin: of a person, and of an address, behind which a whole office may sit.
FREE_TRIES, FREE_TRIES_PER_ADDRESS = 5, 30


def trusted_device() -> device_cookie.TrustedDevice:
    return device_cookie.read_cookie(request.cookies.get(device_cookie.COOKIE, ""), secret_key())


def login_throttle() -> LoginThrottle:
    found: LoginThrottle = current_app.extensions.setdefault("pauses of staff", LoginThrottle())
    return found


def count_failure(login: str, reason: str) -> None:
    """`login`: as it was typed. `reason`: password, code, or paused."""
    tally: FailureCounter = current_app.extensions.setdefault(FAILURES, FailureCounter())
    tally.count_failure(load_login(login), reason)


def attempt_counters(login: str, step: str = "password") -> dict[str, int]:
    """What a try counts for, and how many each has free. A code is counted by person alone, wherever it comes from:
    who tries codes has the password already."""
    known = trusted_device()
    if known.has_login(login, secret_key()):
        return {f"{step} in {known.browser} as {login}": FREE_TRIES}
    address = subscriber_key(request.remote_addr or "")
    account = f"{step} as {login.casefold()}" + (f" from {address}" if step == "password" else "")
    return {account: FREE_TRIES, f"from {address}": FREE_TRIES_PER_ADDRESS}


def forgive_attempts(tries: dict[str, int]) -> None:
    """After a right try: the person's counter begins anew; of the address only this try is taken back."""
    for name, free in tries.items():
        (login_throttle().reset if free == FREE_TRIES else login_throttle().undo_last_try)(name)


def render_throttled(template: str, asked: Any, seconds: int, **context: Any) -> Any:
    """429: nothing was looked at, right or wrong. `asked`: the form that says so."""
    minutes = -(-seconds // 60)
    short = ngettext(
        "Too many tries. Try again in %(num)s second.", "Too many tries. Try again in %(num)s seconds.", seconds
    )
    long = ngettext(
        "Too many tries. Try again in %(num)s minute.", "Too many tries. Try again in %(num)s minutes.", minutes
    )
    asked.form_errors.append(short if seconds < 60 else long)
    answer = page(template, 429, **context)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def session_attempt_counters() -> dict[str, int]:
    """Whoever holds an open session of somebody's cannot try codes in it either."""
    return {f"own {g.who.staff_id}": FREE_TRIES}
