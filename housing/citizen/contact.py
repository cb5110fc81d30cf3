"""How to reach the person. The SMS of point 16 does not go to this number, but to the one linked to the portal."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from housing.citizen import citizen, current_draft, save_answers
from housing.text.typed_numbers import is_landline, is_mobile, normalize_phone
from housing.web.access import CITIZEN, access
from housing.web.responses import page
from housing.web.sessions import KeptForm

#: Enough to catch a slip; whether it exists only a message can tell.
#: What would be read as something other than one address in a letter's head is no part of one.
EMAIL_PART = r"""[^@\s,;:<>()\[\]"\\\x00-\x1f]"""
EMAIL = rf"{EMAIL_PART}+@{EMAIL_PART}+\.{EMAIL_PART}*(?<!\.)\Z"


def strip_text(text: str | None) -> str:
    return (text or "").strip()


def validate_mobile(form: Any, field: Any) -> None:
    """A number that an SMS reaches."""
    phone = field.data or ""
    if is_landline(phone):
        raise ValidationError(_("This is a landline, and no SMS comes there: write a mobile number"))
    if not is_mobile(phone) and phone.startswith("+"):
        raise ValidationError(_("This is no mobile number of Kazakhstan: write one like +7 700 000 00 01"))
    if not is_mobile(phone):
        raise ValidationError(_("Write the number like +7 700 000 00 01"))


class ContactForm(KeptForm):
    """A mobile number of Kazakhstan; an e-mail if there is one."""

    phone = StringField(
        _l("Mobile phone"),
        [
            InputRequired(_l("Write your mobile number")),
            Length(max=16, message=_l("The number is too long: +7 and ten digits")),
            validate_mobile,
        ],
        filters=[normalize_phone],
    )
    email = StringField(
        _l("E-mail, if you have one"),
        [
            Optional(),
            Length(max=100, message=_l("The e-mail is too long: at most 100 letters")),
            Regexp(EMAIL, message=_l("Write the e-mail like name@example.kz, or leave it empty")),
        ],
        filters=[strip_text],
    )


@citizen.route("/apply/contact", methods=["GET", "POST"])
@access(CITIZEN)
def contact() -> Response:
    draft = current_draft()
    form = ContactForm(data={name: draft.answers.get(name, "") for name in ("phone", "email")})
    if form.validate_on_submit():
        return save_answers(draft, {"phone": form.phone.data, "email": form.email.data})
    return page("citizen/contact.html", 422 if request.method == "POST" else 200, form=form, draft=draft)
