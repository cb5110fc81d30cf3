"""The forms beside the queue: to find a case, and to keep a filter under a name."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from housing.queries.cases.queue_search import search_kind
from housing.web.form_validators import strip_text


class FindForm(FlaskForm):
    """By POST, for a name or an IIN must not stand in an address. Its seal is looked at as that of every POST is."""

    class Meta(FlaskForm.Meta):
        csrf = False

    q = StringField(
        _l("Number, IIN or name"),
        [
            InputRequired(_l("Write a number, an IIN or the beginning of a name")),
            Length(max=200, message=_l("This is too long for a name")),
        ],
        [strip_text],
    )

    def validate_q(self, field: StringField) -> None:
        if not search_kind(field.data or ""):
            raise ValidationError(_("A number has 10 digits, an IIN has 12; of a name write at least two letters"))


class SaveForm(FlaskForm):
    """The name under which a list is kept."""

    name = StringField(
        _l("Name of the filter"),
        [DataRequired(_l("Give the filter a name")), Length(max=40, message=_l("At most 40 characters"))],
        filters=[lambda typed: typed and " ".join(typed.split())],
    )
