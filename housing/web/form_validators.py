"""What several forms ask of what is typed, and make of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from wtforms import Form
from wtforms.validators import ValidationError

from housing.text.printable import first_unprintable


def require_printable(form: Any, field: Any) -> None:
    """Words that come into a notice consist of signs that its typeface has."""
    if sign := first_unprintable(field.data or ""):
        raise ValidationError(_("A notice cannot be printed with the sign “%(sign)s”: say it in words", sign=sign))


def strip_text(typed: str | None) -> str | None:
    """A filter: what is typed without the white space around it; nothing stays nothing."""
    return typed and typed.strip()


class OneSummary(list[Any]):
    """The fields of several forms of a page, as its one summary of errors wants them."""

    form_errors: tuple[str, ...] = ()

    def __init__(self, forms: Iterable[Form]) -> None:
        super().__init__(field for form in forms for field in form)

    @property
    def errors(self) -> list[str]:
        return [words for field in self for words in field.errors]
