"""Writes down how rounds of jobs went, all that is new of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from housing.storage.models import JobRound
from housing.storage.transaction import transaction


def keep_rounds(rounds: Iterable[dict[str, Any]]) -> int:
    """`rounds`: columns of `JobRound` by job. How many were written."""
    found = list(rounds)
    if found:
        with transaction() as db:
            for one in found:
                db.merge(JobRound(**one))
    return len(found)
