"""A day that is typed, as people write it here."""

from __future__ import annotations

from flask_babel import gettext as _
from wtforms import DateField

DATE_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]


class DayField(DateField):
    """A day as people write it here: 24.11.2026."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write the date like 24.11.2026")) from None
