"""Who stands now, list after list, each in its order, however many they are: read in one question, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from housing.queries.register.register_counts import LOCAL
from housing.storage.extensions import execute_core
from housing.storage.models import RegisterEntry

E = RegisterEntry
#: The database itself turns the hands of the clock: three times as fast as reading a moment and writing it again.
QUEUE_DATE = func.strftime("%Y-%m-%d %H:%M:%S", E.registered_at, LOCAL).label("queue_date")
STANDING = (
    select(E.settlement, E.list_code, E.number, QUEUE_DATE)
    .where(E.annulled_at.is_(None))
    .order_by(E.settlement, E.list_code, E.registered_at, E.number)
)


def iter_standing(settlement: str = "", list_code: str = "") -> Iterator[Any]:
    """Rows of settlement, list_code, number, queue_date (by the clocks of Kazakhstan, as 2026-11-24 10:00:00).

    "": whatever it is.
    """
    wanted = STANDING
    if settlement:
        wanted = wanted.where(E.settlement == settlement)
    if list_code:
        wanted = wanted.where(E.list_code == list_code)
    yield from execute_core(wanted)
