"""How many entries of the register have settlement, list, queue date and leaving in common: as kept, and as counted."""

from __future__ import annotations

from sqlalchemy import case, func, select

from housing.queries.journal.kept_counts import KeptCounts
from housing.storage.models import RegisterCount, RegisterEntry

#: Almaty is UTC+5; moments are stored in UTC.
LOCAL = "+5 hours"
E = RegisterEntry
DAY_OR_MONTH = case((E.annulled_at.is_(None), "%Y-%m-%d"), else_="%Y-%m-01")
KEYS = (
    E.settlement,
    E.list_code,
    func.coalesce(func.strftime("%Y-%m", E.annulled_at, LOCAL), "").label("left_month"),
    func.strftime(DAY_OR_MONTH, E.registered_at, LOCAL).label("since"),
)
REGISTER_COUNTS = KeptCounts(
    "register", RegisterCount.__table__, select(*KEYS, func.count().label("entries")).group_by(*KEYS)
)
