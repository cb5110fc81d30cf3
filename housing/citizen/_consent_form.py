"""The consent without which nothing is asked of the state bases, for a first application and for another one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField
from wtforms.validators import InputRequired


class ConsentForm(FlaskForm):
    """The consent of article 8 of the Law on Personal Data: without it nothing is asked of the state bases."""

    consent = BooleanField(
        _l("I consent to the collection and processing of my personal data"),
        [InputRequired(_l("Without your consent we may not ask the state databases: tick the box to go on"))],
    )
