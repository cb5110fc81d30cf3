"""How many open applications have branch, term, basis, status and day of acceptance in common: kept, and as counted."""

from __future__ import annotations

from sqlalchemy import func, select, text

from housing.queries.figures.period import almaty_day
from housing.queries.journal.kept_counts import KeptCounts
from housing.storage.models import Application, OpenCount
from housing.storage.models.application import STILL_OPEN

A = Application
KEYS = (
    func.coalesce(A.branch_code, "").label("branch_code"),
    func.coalesce(func.stored_moment(A.due_at), "").label("due_at"),
    func.coalesce(almaty_day(A.accepted_at), "").label("accepted_on"),
    func.coalesce(A.basis, "").label("basis"),
    A.status,
)
OPEN_COUNTS = KeptCounts(
    "open", OpenCount.__table__, select(*KEYS, func.count().label("cases")).where(text(STILL_OPEN)).group_by(*KEYS)
)
