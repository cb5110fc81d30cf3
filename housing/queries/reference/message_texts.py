"""The words of text messages, as the catalog has them in force on a day."""

from __future__ import annotations

from datetime import datetime

from housing.law.working_time import ALMATY
from housing.queries.reference.numbers import by_law
from housing.queries.reference.reference import standing


def words_of(kind: str, language: str, now: datetime) -> str:
    """As they stand in the catalog, with all their blanks."""
    words: str = standing("messages", now.astimezone(ALMATY).date())[kind]["text"][language]
    return words


def message_words(kind: str, language: str, now: datetime, filed_at: datetime | None = None) -> str:
    """With the numbers of the law by which the case is judged, and the blanks of the message itself.

    A kind that the catalog does not know is a fault of ours (KeyError).
    """
    return by_law(words_of(kind, language, now), (filed_at or now).astimezone(ALMATY).date(), language)
