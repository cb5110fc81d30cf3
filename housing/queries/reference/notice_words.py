"""The running texts of the notices, as the catalog has them in force on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from housing.law.working_time import ALMATY
from housing.queries.reference.reference import load_effective_values


def load_notice_texts(at: datetime) -> dict[str, Mapping[str, str]]:
    """By paragraph (`wording.PARAGRAPHS`) and language, with their blanks."""
    return {
        key: values["text"] for key, values in load_effective_values("notices", at.astimezone(ALMATY).date()).items()
    }
