"""An official changes their password; whoever got theirs from an administrator comes here first."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from housing.actions.staff.change_password import WrongPresentPassword, change_password
from housing.labels import ROLES
from housing.operator import operator
from housing.operator._login_throttle import (
    forgive_attempts,
    pause_attempt,
    render_throttled,
    session_attempt_counters,
)
from housing.security.passwords import FAULTS, LONGEST, WeakPassword
from housing.web.access import access
from housing.web.current import now
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import DESKS

TOO_LONG = Length(max=LONGEST, message=_l("The password is too long"))


class PasswordForm(FlaskForm):
    old = PasswordField(_l("Present password"), [InputRequired(_l("Write your present password")), TOO_LONG])
    new = PasswordField(_l("New password"), [InputRequired(_l("Write a new password")), TOO_LONG])
    again = PasswordField(
        _l("New password once more"), [EqualTo("new", _l("The two new passwords differ: write the same twice"))]
    )


@operator.get("/operator/password")
@access(*ROLES)
def password() -> Any:
    return page("operator/password.html", form=PasswordForm())


@operator.post("/operator/password")
@access(*ROLES)
def password_change() -> Any:
    form, tries = PasswordForm(), session_attempt_counters()
    if not form.validate():
        return page("operator/password.html", 422, form=form)
    if seconds := call_once(pause_attempt, tries):
        return render_throttled("operator/password.html", form, seconds, form=form)
    try:
        old, new = form.old.data or "", form.new.data or ""
        call_once(change_password, g.who.staff_id, g.who.session, old, new, now())
    except WrongPresentPassword:
        form.old.errors = [_("That is not your present password")]
        return page("operator/password.html", 422, form=form)
    except WeakPassword as weak:
        form.new.errors = [_(FAULTS[weak.code])]
        return page("operator/password.html", 422, form=form)
    forgive_attempts(tries)
    return redirect_to(DESKS[g.who.role] if g.who.must_change else "operator.sessions")
