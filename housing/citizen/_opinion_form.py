"""What somebody thinks of what is proposed: a removal, or an act on their family's place."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from housing.actions.register.hear_removal import OPINION_MAX_LENGTH
from housing.law.removal import OPINIONS
from housing.web.form_validators import require_printable, strip_text
from housing.web.sessions import KeptForm


class OpinionForm(KeptForm):
    """Whoever objects says why."""

    opinion = RadioField(
        _l("What do you think of it?"),
        [InputRequired(_l("Choose whether you agree"))],
        choices=[SelectChoice(code, _l(words)) for code, words in OPINIONS.items()],
    )
    text = TextAreaField(
        _l("In your own words"),
        [Length(max=OPINION_MAX_LENGTH, message=_l("At most 2000 characters: shorten it")), require_printable],
        [strip_text],
    )

    def validate_text(self, field: TextAreaField) -> None:
        if self.opinion.data == "objects" and not field.data:
            raise ValidationError(_l("Write what is not so, and what shows it"))
