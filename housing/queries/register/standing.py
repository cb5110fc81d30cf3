"""Who stands in a list now, in its order, however many they are: read in one go, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import bindparam, select

from housing.queries.register.published import ListKey
from housing.storage.extensions import execute_core
from housing.storage.models import RegisterEntry

E = RegisterEntry
STANDING = (
    select(E.registered_at, E.number)
    .where(E.settlement == bindparam("settlement"), E.list_code == bindparam("list_code"), E.annulled_at.is_(None))
    .order_by(E.registered_at, E.number)
)


def list_standing_lists(settlement: str = "", list_code: str = "") -> list[ListKey]:
    """Lists in which somebody stands; "": whatever it is."""
    wanted = select(E.settlement, E.list_code).where(E.annulled_at.is_(None)).distinct()
    if settlement:
        wanted = wanted.where(E.settlement == settlement)
    if list_code:
        wanted = wanted.where(E.list_code == list_code)
    return sorted(ListKey(row.settlement, row.list_code) for row in execute_core(wanted))


def iter_standing(key: ListKey) -> Iterator[tuple[datetime, str]]:
    """Queue dates and numbers."""
    for row in execute_core(STANDING, key._asdict()):
        yield row.registered_at, row.number
