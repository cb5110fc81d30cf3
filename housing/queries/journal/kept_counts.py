"""Counts that triggers keep, beside what the records themselves say; and whether they may be asked."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Column, Select, Table, func, select, union_all

from housing.storage.extensions import db
from housing.storage.models import KeptCountsCheck
from housing.storage.query_cache import cached_query


class KeptCounts(NamedTuple):
    """`table`: where they are kept, its last column the count; `counted`: the same columns, counted from the records.

    `name`: of one whole that is checked, trusted and counted anew together.
    """

    name: str
    table: Table
    counted: Select[*tuple[object, ...]]

    @property
    def keys(self) -> list[Column[object]]:
        """All its columns but the count."""
        return list(self.table.columns)[:-1]

    @property
    def many(self) -> Column[int]:
        return list(self.table.columns)[-1]


class CountsVerdict(NamedTuple):
    """How many counts are kept, and how many differ from the records, be it that one of both is not there."""

    compared: int
    differing: int


class LastCountsCheck(NamedTuple):
    """When they were last compared, and how many differed."""

    at: datetime
    differing: int


def compare_counts(kept: KeptCounts) -> CountsVerdict:
    """Walks all records: for the night, not for a page."""
    counted, keys = kept.counted.subquery(), kept.keys
    both = union_all(select(*counted.columns), select(*keys, -kept.many).where(kept.many != 0)).subquery()
    *common, change = both.columns
    differing = select(*common).group_by(*common).having(func.sum(change) != 0).subquery()
    return CountsVerdict(
        db.session.scalar(select(func.count()).select_from(kept.table)) or 0,
        db.session.scalar(select(func.count()).select_from(differing)) or 0,
    )


def load_last_counts_check(name: str) -> LastCountsCheck | None:
    """None where they were never compared since they are kept."""
    c = KeptCountsCheck
    row = db.session.execute(select(c.at, c.differing).where(c.counts == name).order_by(c.id.desc()).limit(1)).first()
    return LastCountsCheck(**row._asdict()) if row else None


def list_differing_counts() -> list[str]:
    """The names of those that differed when they were last compared."""
    c = KeptCountsCheck
    last = select(func.max(c.id)).group_by(c.counts)
    return list(db.session.scalars(select(c.counts).where(c.id.in_(last), c.differing > 0).order_by(c.counts)))


def may_ask_counts(name: str) -> bool:
    """Whether nothing differed when they were last compared; else the records themselves answer."""

    def is_sound() -> bool:
        last = load_last_counts_check(name)
        return last is None or last.differing == 0

    found: bool = cached_query(("kept counts", name), is_sound)
    return found
