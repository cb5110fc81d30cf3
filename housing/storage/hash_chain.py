"""The chain of the journal: every row carries a hash over itself and the row before it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

FIRST = "0" * 64


def digest(previous: str, at: datetime, *said: Any) -> str:
    """SHA-256 over the row before and everything this row says."""
    row = json.dumps([previous, at.astimezone(UTC).isoformat(), *said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(row.encode()).hexdigest()
