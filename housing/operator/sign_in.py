"""Staff sign in by login and password, then by a code where an authenticator is enrolled.

Every failure is told in the same words. Tries are slowed down, by login and address and by address; a browser in which
this person has signed in before has a counter of its own, so that nobody can lock another out of their own desk. Each
failure is counted, and the counts go into the journal.
"""

from __future__ import annotations

from typing import Any

from flask import current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from housing.actions.signin.note_failures import FAILURES
from housing.actions.signin.sign_in import WrongPassword, by_password, right_password
from housing.config import outside
from housing.operator import operator
from housing.queries.signin.session import who_is
from housing.queries.staff.staff_accounts import login_of
from housing.security import device_cookie
from housing.security.client_info import Where, where
from housing.security.rate_limit import Pauses, Tally, subscriber
from housing.web.access import ANYONE, access
from housing.web.current import now, secret_key
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import DESKS, desk, remember

#: Tries before pauses begin: of a person, and of an address, behind which a whole office may sit.
FREE, FREE_OF_AN_ADDRESS = 5, 30


class SignInForm(FlaskForm):
    login = StringField(
        _l("Login"), [InputRequired(_l("Write your login")), Length(max=40, message=_l("The login is too long"))],
        filters=[lambda typed: typed and typed.strip()],
    )  # fmt: skip
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Write your password")), Length(max=200, message=_l("The password is too long"))],
    )


@operator.get("/operator/sign-in")
@access(ANYONE)
def sign_in() -> Any:
    """Who is signed in already is shown the way to their desk."""
    return page("operator/sign_in.html", form=SignInForm(), ended="ended" in request.args)


@operator.post("/operator/sign-in")
@access(ANYONE)
def sign_in_open() -> Any:
    form = SignInForm()
    if not form.validate():
        return page("operator/sign_in.html", 422, form=form, ended=False)
    tries = counters(form.login.data or "")
    if seconds := call_once(pauses().wait, tries, now()):
        call_once(failed, form.login.data or "", "paused")
        return held_back("operator/sign_in.html", form, seconds, form=form, ended=False)
    try:
        staff = call_once(right_password, form.login.data or "", form.password.data or "")
    except WrongPassword:
        call_once(failed, form.login.data or "", "password")
        form.form_errors.append(_("The login or the password is wrong. Check them and try again."))
        return page("operator/sign_in.html", 422, form=form, ended=False)
    forgiven(tries)
    if staff.has_code:
        session["half"] = [staff.id, staff.fingerprint, now().isoformat()]
        return redirect_to("operator.code")
    return let_in(by_password(staff, from_here(), now()))


def let_in(token: str) -> Any:
    """A new session in this browser, which is known from now on; to the page where the person was, or to their desk."""
    remember(token)
    g.who = who_is(token, now())
    target = desk(g.who.role) or url_for(DESKS[g.who.role])
    answer = redirect(target, 303)
    known = device_cookie.signed_in(this_browser(), g.who.login, secret_key())
    answer.set_cookie(
        device_cookie.COOKIE, device_cookie.written(known, secret_key()), max_age=device_cookie.KEPT_SECONDS,
        path="/operator", secure=not outside().settings.demo, httponly=True, samesite="Lax",
    )  # fmt: skip
    return answer


def from_here() -> Where:
    return where(request.remote_addr or "", request.user_agent.string)


def this_browser() -> device_cookie.Known:
    return device_cookie.read(request.cookies.get(device_cookie.COOKIE, ""), secret_key())


def pauses() -> Pauses:
    found: Pauses = current_app.extensions.setdefault("pauses of staff", Pauses())
    return found


def failed(login: str, reason: str) -> None:
    """`login`: as it was typed. `reason`: password, code, or paused."""
    tally: Tally = current_app.extensions.setdefault(FAILURES, Tally())
    tally.note(login_of(login), reason)


def counters(login: str, step: str = "password") -> dict[str, int]:
    """What a try counts for, and how many each has free. A code is counted by person alone, wherever it comes from:
    who tries codes has the password already."""
    known = this_browser()
    if known.knows(login, secret_key()):
        return {f"{step} in {known.browser} as {login}": FREE}
    address = subscriber(request.remote_addr or "")
    account = f"{step} as {login.casefold()}" + (f" from {address}" if step == "password" else "")
    return {account: FREE, f"from {address}": FREE_OF_AN_ADDRESS}


def forgiven(tries: dict[str, int]) -> None:
    """After a right try: the person's counter begins anew; of the address only this try is taken back."""
    for name, free in tries.items():
        (pauses().forget if free == FREE else pauses().forgive)(name)


def held_back(template: str, asked: Any, seconds: int, **context: Any) -> Any:
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
