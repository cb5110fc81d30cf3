"""The words of text messages, as the catalog has them in force on a day."""

from __future__ import annotations

from datetime import datetime

from housing.queries.reference import standing
from housing.working_time import ALMATY


def message_words(kind: str, language: str, now: datetime) -> str:
    """With their blanks. A kind that the catalog does not know is a fault of ours (KeyError)."""
    words: str = standing("messages", now.astimezone(ALMATY).date())[kind]["text"][language]
    return words
