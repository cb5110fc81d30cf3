"""To keep a list of the queue under a name, and to forget it."""

from __future__ import annotations

from sqlalchemy import delete, func, select, update

from housing.storage.models import SavedFilter
from housing.storage.transaction import count_changed, transaction

#: So many an official keeps.
MAX_FILTERS = 20


class TooManyFilters(Exception):
    """As many are kept as may be."""


def save_filter(staff_id: int, name: str, query: str) -> None:
    """Keeps it, in the place of one of the same name. Raises TooManyFilters."""
    own = SavedFilter.staff_id == staff_id
    with transaction() as db:
        if count_changed(db, update(SavedFilter).where(own, SavedFilter.name == name).values(query=query)):
            return
        if (db.scalar(select(func.count()).where(own)) or 0) >= MAX_FILTERS:
            raise TooManyFilters
        db.add(SavedFilter(staff_id=staff_id, name=name, query=query))


def delete_filter(staff_id: int, filter_id: int) -> bool:
    """False where this official keeps no such one."""
    with transaction() as db:
        own = SavedFilter.staff_id == staff_id, SavedFilter.id == filter_id
        return bool(count_changed(db, delete(SavedFilter).where(*own)))
