"""The chain of the journal: every row carries a hash over itself and the row before it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

GENESIS_HASH = "0" * 64


def hash_event(previous: str, at: datetime, *values: Any) -> str:
    """SHA-256 over the hash of the row before and the values of this row."""
    row = json.dumps([previous, at.astimezone(UTC).isoformat(), *values], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(row.encode()).hexdigest()
