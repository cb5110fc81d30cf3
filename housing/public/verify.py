"""Is this notice genuine? For anyone who holds the paper; nothing is said that the paper does not bear."""

from __future__ import annotations

from flask import Response, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from housing.formats import language
from housing.public import public
from housing.queries.notice import genuine
from housing.web import ANYONE, access, page


class VerifyForm(FlaskForm):
    """A code as it stands on the paper: with or without hyphens, in any case."""

    class Meta:
        csrf = False

    code = StringField(
        _l("Verification code"),
        [InputRequired(_l("Write the code")), Length(max=40, message=_l("A code has 10 characters"))],
    )


@public.get("/verify")
@public.get("/verify/<code>")
@access(ANYONE)
def verify(code: str | None = None) -> Response:
    given = code if code is not None else request.args.get("code")
    form = VerifyForm(formdata=None if given is None else MultiDict({"code": given}))
    if given is not None:
        form.validate()
    sought = plain(given or "")
    found = None if form.errors else genuine(sought, language())
    asked = given is not None
    return page("public/verify.html", 422 if form.errors else 200, form=form, code=sought, asked=asked, found=found)


def plain(code: str) -> str:
    """The code without hyphens and spaces, in capitals."""
    return "".join(letter for letter in code.upper() if letter.isalnum())
