"""The form by which what one official proposed goes back to them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from housing.web.form_validators import require_printable, strip_text


class ReturnForm(FlaskForm):
    """Without words nothing goes back: whoever proposed it has to know why."""

    comment = TextAreaField(
        _l("Comment to whoever proposed it"),
        [
            DataRequired(_l("Write what has to be looked at again")),
            Length(max=1000, message=_l("This is too long: shorten it")),
            require_printable,
        ],
        [strip_text],
    )
