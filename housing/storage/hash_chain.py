"""The chain of the journal: every row carries a hash over itself and the row before it."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

GENESIS_HASH = "0" * 64


def hash_event(previous: str, at: datetime, *values: Any) -> str:
    """SHA-256 over the hash of the row before and the values of this row: of rows from before there were keys."""
    return hashlib.sha256(write_row(previous, at, *values)).hexdigest()


def hash_keyed_event(key: bytes, bound: bytes | None, previous: str, at: datetime, *values: Any) -> str:
    """The same as HMAC, also over what the row says of the rows written with it."""
    return hmac.digest(key, write_row(previous, at, *values, bound.hex() if bound else ""), "sha256").hex()


def write_row(previous: str, at: datetime, *values: Any) -> bytes:
    row = json.dumps([previous, at.astimezone(UTC).isoformat(), *values], ensure_ascii=False, sort_keys=True)
    return row.encode()
