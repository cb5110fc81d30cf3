"""To take a list of the register out as a file: who did, and which one, is written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from housing.storage import audit
from housing.storage.transaction import transaction


def export_entries(actor: str, filters: Mapping[str, str], now: datetime) -> None:
    with transaction():
        audit.record("register.exported", actor, now, None, **filters)
