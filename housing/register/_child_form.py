"""Who acts for a child to whom a place passes: a part of the form of an act, empty for every other act."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, StopValidation, ValidationError

from housing.labels.fact_labels import REPRESENTS
from housing.law.iin import is_valid_iin
from housing.law.register_acts import day_of
from housing.text.typed_numbers import bare_number
from housing.web.current import now
from housing.web.day_field import DATE_FORMATS, DayField
from housing.web.form_validators import require_printable, strip_text

NAME_MAX_LENGTH = 200
TOO_LONG = _l("This is too long: shorten it")


def require_whole(form: ChildForm, field: StringField) -> None:
    """All of it or nothing: half a representative is none."""
    told = (form.acts_name.data, form.acts_relation.data, form.acts_document.data, form.acts_since.data)
    if not field.data and not any(told):
        raise StopValidation
    if not is_valid_iin(field.data or ""):
        raise StopValidation(_("An IIN has 12 digits; check that they are all right"))
    if not all(told):
        raise StopValidation(_("Write the name, the quality, the document and its date too"))


class ChildForm(FlaskForm):
    """Empty where the successor is of age, or somebody is recorded as acting for the child."""

    acts_iin = StringField(_l("IIN of who acts for the child"), [require_whole, require_printable], [bare_number])
    acts_name = StringField(
        _l("Surname, name and patronymic of who acts for the child"),
        [Length(max=NAME_MAX_LENGTH, message=TOO_LONG), require_printable],
        [strip_text],
    )
    acts_relation = SelectField(
        _l("In what quality they act"),
        choices=lambda: [
            SelectChoice("", _("nobody has to act")),
            *(SelectChoice(code, _(words)) for code, words in REPRESENTS.items()),
        ],
        default="",
    )
    acts_document = StringField(
        _l("The document that proves it: its name and number"),
        [Length(max=NAME_MAX_LENGTH, message=TOO_LONG), require_printable],
        [strip_text],
    )
    acts_since = DayField(_l("Date of the document"), [Optional()], DATE_FORMATS)
    acts_until = DayField(_l("Valid until, if the document says so"), [Optional()], DATE_FORMATS)

    def validate_acts_since(self, field: DayField) -> None:
        if field.data and field.data > day_of(now()):
            raise ValidationError(_("The day has not come yet"))

    def validate_acts_until(self, field: DayField) -> None:
        if field.data and field.data < day_of(now()):
            raise ValidationError(_("The document is out of date: name one that is valid"))

    def read_representative(self) -> dict[str, Any] | None:
        """None where nobody is named."""
        if not self.acts_iin.data:
            return None
        until = self.acts_until.data
        return {
            "iin": self.acts_iin.data,
            "name": self.acts_name.data,
            "relation": self.acts_relation.data,
            "document": self.acts_document.data,
            "issued_on": self.acts_since.data.isoformat(),
            "valid_until": until.isoformat() if until else None,
        }
