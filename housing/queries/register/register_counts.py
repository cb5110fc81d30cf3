"""How many entries that stand have settlement, list and queue date in common: as kept, and as counted."""

from __future__ import annotations

from sqlalchemy import func, select

from housing.queries.journal.kept_counts import KeptCounts
from housing.storage.models import RegisterCount, RegisterEntry

#: Almaty is UTC+5; moments are stored in UTC.
LOCAL = "+5 hours"
E = RegisterEntry
KEYS = E.settlement, E.list_code, func.strftime("%Y-%m-%d", E.registered_at, LOCAL).label("since")
COUNTED = select(*KEYS, func.count().label("entries")).where(E.annulled_at.is_(None)).group_by(*KEYS)
REGISTER_COUNTS = KeptCounts("register", RegisterCount.__table__, COUNTED)
