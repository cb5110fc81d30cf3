"""How to reach the person. The SMS of point 16 does not go to this number, but to the one linked to the portal."""

from __future__ import annotations

import re

from flask import Response, request
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from housing.citizen import citizen, save, the_draft
from housing.visit import KeptForm
from housing.web import CITIZEN, access, page

#: Enough to catch a slip; whether it exists only a message can tell.
#: What would be read as something other than one address in a letter's head is no part of one.
PART = r"""[^@\s,;:<>()\[\]"\\\x00-\x1f]"""
EMAIL = rf"{PART}+@{PART}+\.{PART}*(?<!\.)\Z"


def stripped(text: str | None) -> str:
    return (text or "").strip()


def as_dialled(text: str | None) -> str:
    """+7 and ten digits, however it was written: 8 (700) 000-00-01, 7 700 …, +7 700 …; else as it came."""
    bare = re.sub(r"[\s()\-\u2010-\u2015.]", "", stripped(text))
    found = re.fullmatch(r"(?:\+?7|8)([0-9]{10})", bare)
    return f"+7{found[1]}" if found else stripped(text)


class ContactForm(KeptForm):
    """A mobile number of Kazakhstan; an e-mail if there is one."""

    phone = StringField(
        _l("Mobile phone"),
        [
            InputRequired(_l("Write your mobile number")),
            Length(max=16, message=_l("The number is too long: +7 and ten digits")),
            Regexp(r"\+7[0-9]{10}\Z", message=_l("Write the number like +7 700 000 00 01")),
        ],
        filters=[as_dialled],
    )
    email = StringField(
        _l("E-mail, if you have one"),
        [
            Optional(),
            Length(max=100, message=_l("The e-mail is too long: at most 100 letters")),
            Regexp(EMAIL, message=_l("Write the e-mail like name@example.kz, or leave it empty")),
        ],
        filters=[stripped],
    )


@citizen.route("/apply/contact", methods=["GET", "POST"])
@access(CITIZEN)
def contact() -> Response:
    draft = the_draft()
    form = ContactForm(data={name: draft.answers.get(name, "") for name in ("phone", "email")})
    if form.validate_on_submit():
        return save(draft, {"phone": form.phone.data, "email": form.email.data})
    return page("citizen/contact.html", 422 if request.method == "POST" else 200, form=form, draft=draft)
