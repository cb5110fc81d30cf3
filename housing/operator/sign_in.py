"""Staff sign in by login and password, then by a code where an authenticator is enrolled.

Every failure is told in the same words. Tries are slowed down, by login and address and by address; a browser in which
this person has signed in before has a counter of its own, so that nobody can lock another out of their own desk. Each
failure is counted, and the counts go into the journal.
"""

from __future__ import annotations

from typing import Any

from flask import request, session
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from housing.actions.signin.sign_in import WrongPassword, check_password, sign_in_by_password
from housing.operator import operator
from housing.operator._login_throttle import (
    attempt_counters,
    count_failure,
    forgive_attempts,
    pause_attempt,
    render_throttled,
)
from housing.operator._session_start import client_info, open_staff_session
from housing.web.access import ANYONE, access
from housing.web.current import now
from housing.web.form_validators import strip_text
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to


class SignInForm(FlaskForm):
    login = StringField(
        _l("Login"),
        [InputRequired(_l("Write your login")), Length(max=40, message=_l("The login is too long"))],
        filters=[strip_text],
    )
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
    tries = attempt_counters(form.login.data or "")
    if seconds := call_once(pause_attempt, tries):
        call_once(count_failure, form.login.data or "", "paused")
        return render_throttled("operator/sign_in.html", form, seconds, form=form, ended=False)
    try:
        staff = call_once(check_password, form.login.data or "", form.password.data or "")
    except WrongPassword:
        call_once(count_failure, form.login.data or "", "password")
        form.form_errors.append(_("The login or the password is wrong. Check them and try again."))
        return page("operator/sign_in.html", 422, form=form, ended=False)
    forgive_attempts(tries)
    if staff.has_code:
        session["half"] = [staff.id, staff.fingerprint, now().isoformat()]
        return redirect_to("operator.code")
    return open_staff_session(sign_in_by_password(staff, client_info(), now()))
