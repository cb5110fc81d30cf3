"""What several screens of a case share: who may see and work on it, and how what is typed about a fact is read."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length, ValidationError

from housing.law.findings import NotAnAnswer, question, read_answer
from housing.law.working_time import ALMATY
from housing.queries.cases import case as cases
from housing.web.current import now

WORKERS, READERS = cases.WORKERS, (*cases.WORKERS, "auditor")
TOO_LONG, NO_DAY = _l("This is too long: shorten it"), _l("Write a day that has come, for example 31.01.2024")
#: Longest name of a document and note. The day of a worsening is read as any day that is typed.
PAPER, NOTE, A_DAY = Length(max=200, message=TOO_LONG), 2000, "applicant.born"


def stripped(typed: str | None) -> str | None:
    return typed and typed.strip()


def finding(fact: str, sent: str) -> Any:
    """What was sent about a fact, as its value; a day must have come. Raises NotAnAnswer."""
    value, asked = read_answer(fact, sent), question(fact)
    if asked and not asked.choices and date.fromisoformat(value) > now().astimezone(ALMATY).date():
        raise NotAnAnswer(fact)
    return value


def readable(fact: str, form: Any, field: Any) -> None:
    try:
        if field.data:
            finding(fact, field.data)
    except NotAnAnswer:
        raise ValidationError(str(NO_DAY)) from None
