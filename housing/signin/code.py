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
    CodeRequest,
    TooManyCodes,
    WrongCode,
    describe_code_fault,
)
from housing.actions.signin.request_code import request_code
from housing.actions.signin.sign_in import sign_in_by_code
from housing.law.iin import is_valid_iin
from housing.presentation.formats import notice_language
from housing.queries.signin.asked_codes import load_asked_iin
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
        [InputRequired(_l("Write the code")), Regexp(CODE_PATTERN, message=_l("A code has 6 digits, a long one 8"))],
        [bare_number],
    )


def code_request(iin: str) -> CodeRequest:
    return CodeRequest(iin, browser_token(), "sign-in", request.remote_addr or "", notice_language())


@signin.get("/sign-in/code")
@access(ANYONE)
def code() -> Response:
    """Who asked here a moment ago finds the field for the code again. `anew`: for another person."""
    if g.who and g.who.role == CITIZEN:
        return redirect_to("citizen.cabinet")
    asked = "" if "anew" in request.args else load_asked_iin(browser_token(), now())
    return render_code(CodeForm(formdata=None, iin=asked), "asked") if asked else render_code(IinForm(), "")


@signin.post("/sign-in/code/send")
@access(ANYONE)
def code_send() -> Response:
    """The same answer, after the same work, whoever the IIN belongs to: a job asks the base and sends the code."""
    form = IinForm()
    if not form.validate():
        return render_code(form, "", 422)
    entering = CodeForm(formdata=None, iin=form.iin.data)
    try:
        call_once(request_code, code_request(form.iin.data), now())
    except TooManyCodes as fault:
        entering.form_errors.append(describe_code_fault(fault))
        return render_code(entering, "earlier", 422)
    return render_code(entering, "now")


def render_code(form: FlaskForm, sent: str, status: int = 200) -> Response:
    return page("signin/code.html", status, form=form, sent=sent)


@signin.post("/sign-in/code/enter")
@access(ANYONE)
def code_enter() -> Response:
    form = CodeForm()
    if not form.validate():
        return render_code(form, "earlier", 422)
    try:
        token = call_once(sign_in_by_code, code_request(form.iin.data), form.code.data, secret_key(), now())
    except WrongCode as wrong:
        form.code.errors = [describe_code_fault(wrong)]
        return render_code(form, "earlier", 422)
    start_session(token)
    return redirect_after_sign_in()
