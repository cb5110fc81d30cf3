"""The second step of a sign-in: a code of the authenticator, or a recovery code."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import session
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from housing.actions.signin.prove_code import WrongSecondFactor
from housing.actions.signin.sign_in import sign_in_by_second_factor
from housing.operator import operator
from housing.operator._login_throttle import (
    attempt_counters,
    count_failure,
    forgive_attempts,
    pause_attempt,
    render_throttled,
)
from housing.operator._session_start import client_info, open_staff_session
from housing.queries.signin.session import Official, load_official
from housing.web.access import ANYONE, access
from housing.web.current import now, phone_time, secret_key
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to

#: So long a right password waits for its code.
CODE_TIMEOUT = timedelta(minutes=5)


class CodeForm(FlaskForm):
    code = StringField(_l("Code"), [InputRequired(_l("Write the code")), Length(max=40, message=_l("That is no code"))])


def pending_official() -> Official | None:
    """Whose password was right in this browser a moment ago, and still is."""
    staff_id, fingerprint, at = session.get("half", (0, "", ""))
    staff = load_official(staff_id) if staff_id else None
    fresh = (
        staff and staff.fingerprint == fingerprint and timedelta() <= now() - datetime.fromisoformat(at) < CODE_TIMEOUT
    )
    return staff if fresh else None


@operator.get("/operator/code")
@access(ANYONE)
def code() -> Any:
    if pending_official() is None:
        return redirect_to("operator.sign_in")
    return page("operator/code.html", form=CodeForm())


@operator.post("/operator/code/enter")
@access(ANYONE)
def code_enter() -> Any:
    staff, form = pending_official(), CodeForm()
    if staff is None:
        return redirect_to("operator.sign_in", ended=1)
    if not form.validate():
        return page("operator/code.html", 422, form=form)
    tries = attempt_counters(staff.login, "code")
    if seconds := call_once(pause_attempt, tries):
        call_once(count_failure, staff.login, "paused")
        return render_throttled("operator/code.html", form, seconds, form=form)
    try:
        token = call_once(
            sign_in_by_second_factor, staff, form.code.data or "", client_info(), secret_key(), now(), phone_time()
        )
    except WrongSecondFactor:
        call_once(count_failure, staff.login, "code")
        form.code.errors = [_("That code does not count: it is wrong, too old or used. Wait for the next one.")]
        return page("operator/code.html", 422, form=form)
    forgive_attempts(tries)
    return open_staff_session(token)
