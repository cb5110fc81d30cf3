"""The words of text messages, as the catalog has them in force on a day."""

from __future__ import annotations

from datetime import datetime

from housing.law.working_time import ALMATY
from housing.queries.reference.numbers import fill_law_numbers
from housing.queries.reference.reference import load_effective_values


def load_message_template(kind: str, language: str, now: datetime) -> str:
    """As they stand in the catalog, with all their blanks."""
    words: str = load_effective_values("messages", now.astimezone(ALMATY).date())[kind]["text"][language]
    return words


def build_message_text(kind: str, language: str, now: datetime, filed_at: datetime | None = None) -> str:
    """With the numbers of the law by which the case is judged, and the blanks of the message itself.

    A kind that the catalog does not know is a fault of ours (KeyError).
    """
    return fill_law_numbers(
        load_message_template(kind, language, now), (filed_at or now).astimezone(ALMATY).date(), language
    )
