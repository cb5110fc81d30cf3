"""What stands in a notice once its text was erased: on which day and under which term, in both of its languages."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import escape

from housing.law.retention import Term
from housing.presentation.formats import format_datetime
from housing.presentation.retention_text import format_term


def write_erased_text(term: Term, now: datetime) -> dict[str, str]:
    """As HTML, by language."""
    texts = {}
    for tongue in ("kk", "ru"):
        with force_locale(tongue):
            texts[tongue] = f"<p>{escape(describe_erasure(term, now))}</p>"
    return texts


def describe_erasure(term: Term, now: datetime) -> str:
    """In the language of the page."""
    return _(
        "The text was erased on %(day)s: after the case was closed it was kept for its term (%(term)s). Its number, its"
        " day and its fingerprint stay.",
        day=format_datetime(now, "num"),
        term=format_term(term),
    )
