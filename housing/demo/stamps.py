"""How a moment stands in the database, for rows that are written past the models."""

from __future__ import annotations

from datetime import UTC, datetime

#: What a moment in the database is long, without its offset.
LENGTH = 26


def stamp(moment: datetime) -> str:
    """In UTC, with microseconds."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:LENGTH]
