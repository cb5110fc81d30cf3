"""What several forms ask of what is typed."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from housing.text.printable import unprinted


def in_print(form: Any, field: Any) -> None:
    """Words that come into a notice consist of signs that its typeface has."""
    if sign := unprinted(field.data or ""):
        raise ValidationError(_("A notice cannot be printed with the sign “%(sign)s”: say it in words", sign=sign))
