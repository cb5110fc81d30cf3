"""Tries of a password or a code: what they count for, how long somebody waits, and what is said then."""

from __future__ import annotations

from typing import Any

from flask import current_app, g, request
from flask_babel import ngettext

from housing.actions.signin.note_failures import FAILURES
from housing.actions.signin.throttle import forgive_attempt, take_attempt
from housing.config import current_services
from housing.queries.staff.staff_accounts import load_login
from housing.security import device_cookie
from housing.security.rate_limit import FailureCounter, Limit, subscriber_key
from housing.web.current import now, secret_key
from housing.web.responses import page

#: Of a person; and of an address, behind which a whole office may sit.
PERSON, ADDRESS = Limit(5, own=True), Limit(30)
#: Of an account from all addresses together, and of all accounts, in browsers where nobody has signed in before: slow,
#: and never long, for the person behind the account waits with the stranger. They wait nowhere in a browser of theirs.
ACCOUNT, EVERYBODY = Limit(20, first=1, longest=60, leak=600), Limit(300, first=1, longest=5, leak=3)


def trusted_device() -> device_cookie.TrustedDevice:
    name, _ = device_cookie.cookie_place(tls=not current_services().settings.demo)
    return device_cookie.read_cookie(request.cookies.get(name, ""), secret_key())


def pause_attempt(tries: dict[str, Limit]) -> int:
    """0: this try may be made; else the whole seconds until it may."""
    return take_attempt(tries, secret_key(), now())


def count_failure(login: str, reason: str) -> None:
    """`login`: as it was typed. `reason`: password, code, or paused."""
    tally: FailureCounter = current_app.extensions.setdefault(FAILURES, FailureCounter())
    tally.count_failure(load_login(login), reason)


def attempt_counters(login: str, step: str = "password") -> dict[str, Limit]:
    """What a try counts for. A code is counted by person alone, wherever it comes from: who tries codes has the
    password already."""
    known = trusted_device()
    if known.has_login(login, secret_key()):
        return {f"{step} in {known.browser} as {login}": PERSON}
    address, account = subscriber_key(request.remote_addr or ""), login.casefold()
    if step == "code":
        return {f"code as {account}": PERSON, f"from {address}": ADDRESS}
    return {
        f"{step} as {account} from {address}": PERSON,
        f"from {address}": ADDRESS,
        f"{step} as {account}": ACCOUNT,
        step: EVERYBODY,
    }


def forgive_attempts(tries: dict[str, Limit]) -> None:
    forgive_attempt(tries, secret_key())


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


def session_attempt_counters() -> dict[str, Limit]:
    """Whoever holds an open session of somebody's cannot try codes in it either."""
    return {f"own {g.who.staff_id}": PERSON}
