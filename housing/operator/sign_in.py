"""Staff sign in by login and password; every failure is told in the same words."""

from __future__ import annotations

from typing import Any

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from housing.actions.sign_in import WrongPassword, by_password
from housing.operator import operator
from housing.queries.session import who_is
from housing.visit import remember
from housing.web import ANYONE, access, back_to, now, page

#: Where the work of a role begins.
DESKS = {"operator": "operator.queue", "supervisor": "operator.queue", "head_office": "operator.inbox"}


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
    """A role without a desk in this version stays here and is told so."""
    return page("operator/sign_in.html", form=SignInForm(), ended="ended" in request.args)


@operator.post("/operator/sign-in")
@access(ANYONE)
def sign_in_open() -> Any:
    form = SignInForm()
    if not form.validate():
        return page("operator/sign_in.html", 422, form=form, ended=False)
    try:
        token = by_password(form.login.data or "", form.password.data or "", now())
    except WrongPassword:
        form.form_errors.append(_("The login or the password is wrong. Check them and try again."))
        return page("operator/sign_in.html", 422, form=form, ended=False)
    remember(token)
    g.who = who_is(token, now())
    return back_to(DESKS.get(g.who.role, "operator.sign_in"))
