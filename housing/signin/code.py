"""Sign-in by one-time password (Annex 1, last row, 3)): the way in without a key, and without JavaScript.

The number is the one that the state base links to the person; the form asks for an IIN alone. The IIN travels from
page to page in the body of a form, never in an address or a cookie.
"""

from __future__ import annotations

from typing import Any

from flask import Response, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Regexp, ValidationError

from housing.actions.signin.one_time_code import (
    CODE_PATTERN,
    CodeNotDelivered,
    CodeRequest,
    TooManyCodes,
    WrongCode,
    describe_code_fault,
    send_code,
)
from housing.actions.signin.sign_in import sign_in_by_code
from housing.config import current_services
from housing.law.iin import is_valid_iin
from housing.presentation.formats import notice_language
from housing.signin import signin
from housing.text.typed_numbers import bare_number
from housing.web.access import ANYONE, CITIZEN, access
from housing.web.current import now, secret_key
from housing.web.post_redirect_get import call_once
from housing.web.responses import page, redirect_to
from housing.web.sessions import browser_token, redirect_after_sign_in, start_session


def validate_iin(form: Any, field: Any) -> None:
    if not is_valid_iin(field.data):
        raise ValidationError(_("An IIN has 12 digits; check that they are all right"))


class IinForm(FlaskForm):
    iin = StringField(_l("Your IIN"), [InputRequired(_l("Write your IIN")), validate_iin], [bare_number])


class CodeForm(FlaskForm):
    """The code, and whose it is; a changed IIN finds no code."""

    iin = HiddenField(validators=[validate_iin], filters=[bare_number])
    code = StringField(
        _l("The code from the SMS"),
        [InputRequired(_l("Write the code")), Regexp(CODE_PATTERN, message=_l("A code has 6 digits"))],
        [bare_number],
    )


def code_request(iin: str) -> CodeRequest:
    return CodeRequest(iin, browser_token(), "sign-in", request.remote_addr or "", notice_language())


@signin.get("/sign-in/code")
@access(ANYONE)
def code() -> Response:
    if g.who and g.who.role == CITIZEN:
        return redirect_to("citizen.cabinet")
    return page("signin/code.html", form=IinForm(), sent="")


@signin.post("/sign-in/code/send")
@access(ANYONE)
def code_send() -> Response:
    """The same answer whoever the IIN belongs to, and whether a number is linked to it or not."""
    form = IinForm()
    if not form.validate():
        return page("signin/code.html", 422, form=form, sent="")
    entering = CodeForm(formdata=None, iin=form.iin.data)
    try:
        call_once(
            send_code,
            code_request(form.iin.data),
            secret_key(),
            current_services().gateway,
            current_services().sms,
            now(),
        )
    except TooManyCodes as fault:
        entering.form_errors.append(describe_code_fault(fault))
        return page("signin/code.html", 422, form=entering, sent="earlier")
    except CodeNotDelivered as fault:
        form.form_errors.append(describe_code_fault(fault))
        return page("signin/code.html", 422, form=form, sent="")
    return page("signin/code.html", form=entering, sent="now")


@signin.post("/sign-in/code/enter")
@access(ANYONE)
def code_enter() -> Response:
    form = CodeForm()
    if not form.validate():
        return page("signin/code.html", 422, form=form, sent="earlier")
    try:
        token = call_once(sign_in_by_code, code_request(form.iin.data), form.code.data, secret_key(), now())
    except WrongCode as wrong:
        form.code.errors = [describe_code_fault(wrong)]
        return page("signin/code.html", 422, form=form, sent="earlier")
    start_session(token)
    return redirect_after_sign_in()
