"""To apply for an orphan or a ward: who they are, in what quality one applies, by which document (Law 71(3))."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, g, session
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from housing.actions.filing.represent import RepresentationClaim, represent_applicant
from housing.citizen import citizen
from housing.config import current_services
from housing.labels.fact_labels import REPRESENTS
from housing.law.iin import is_valid_iin
from housing.presentation.formats import notice_language
from housing.queries.signin.representation import list_ward_drafts
from housing.text.typed_numbers import bare_number
from housing.web.access import CITIZEN, access
from housing.web.current import now
from housing.web.day_field import DATE_FORMATS, DayField
from housing.web.form_validators import require_printable
from housing.web.responses import page, redirect_to
from housing.web.sessions import KeptForm

CHOOSE = _l("Choose in what quality you apply")
OLDEST = date(1900, 1, 1)


def validate_other_person(form: Any, field: Any) -> None:
    if not is_valid_iin(field.data):
        raise ValidationError(_("An IIN has 12 digits; check that they are all right"))
    if field.data == g.who.iin:
        raise ValidationError(_("This is your own IIN: for yourself apply without a representative"))


def validate_issue_date(form: Any, field: Any) -> None:
    if field.data and not OLDEST <= field.data <= g.who.on:
        raise ValidationError(_("This day has not come yet, or is too long ago: check the date of the document"))


def validate_expiry_date(form: Any, field: Any) -> None:
    if field.data and field.data < g.who.on:
        raise ValidationError(_("The document is out of date: attach a newer one, or ask the body that issued it"))


class WardForm(KeptForm):
    """The consent covers the applicant's data; the representative answers for giving it."""

    iin = StringField(
        _l("IIN of the person for whom you apply"),
        [InputRequired(_l("Write the IIN of the person")), validate_other_person],
        [bare_number],
    )
    relation = RadioField(
        _l("In what quality do you apply?"),
        [InputRequired(CHOOSE)],
        invalid_choice_message=CHOOSE,
        choices=lambda: [SelectChoice(code, _(words)) for code, words in REPRESENTS.items()],
    )
    document = StringField(
        _l("The document that proves it: its name and number"),
        [
            DataRequired(_l("Write the name and the number of the document")),
            Length(max=200, message=_l("This is too long: shorten it")),
            require_printable,
        ],
        [lambda typed: " ".join((typed or "").split())],
    )
    issued_on = DayField(
        _l("Date of the document"),
        [InputRequired(_l("Write the date of the document")), validate_issue_date],
        DATE_FORMATS,
    )
    valid_until = DayField(_l("Valid until, if the document says so"), [Optional(), validate_expiry_date], DATE_FORMATS)
    consent = BooleanField(
        _l("In the name of the person whom I represent, I consent to the collection and processing of their data"),
        [InputRequired(_l("Without your consent we may not ask the state databases: tick the box to go on"))],
    )


@citizen.route("/apply/ward", methods=["GET", "POST"])
@access(CITIZEN)
def ward() -> Response:
    form = WardForm()
    if form.validate_on_submit():
        stated = RepresentationClaim(
            form.iin.data, form.relation.data, form.document.data, form.issued_on.data, form.valid_until.data
        )
        session["draft"] = represent_applicant(g.who, stated, notice_language(), current_services().gateway, now())
        return redirect_to("citizen.tasks")
    return page("citizen/ward.html", 422 if form.errors else 200, form=form, drafts=list_ward_drafts(g.who))
