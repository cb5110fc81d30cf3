"""To accept what the clock says after it has jumped: somebody has looked, and it is right now."""

from __future__ import annotations

from datetime import datetime

from housing.storage import audit
from housing.storage.transaction import transaction


def accept_clock(fault: str, login: str, now: datetime) -> None:
    """`fault`: behind or ahead, as it was found. The journal goes on from now."""
    with transaction():
        audit.record("clock.accepted", login, now, None, fault=fault)
