"""To keep what happened on days that are over: counted once, checked each night, counted anew by a command.

What is written to a day while it is counted takes away the mark that it is being counted: then nothing of it is kept,
and the next round counts it again.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete, insert, select

from housing.actions.journal.check_counts import add_counts_check, record_counts_check
from housing.queries.figures.kept_days import (
    COUNTING,
    NAME,
    compare_days,
    count_rows,
    kept_period,
    list_days_to_keep,
)
from housing.queries.figures.period import Period
from housing.queries.journal.kept_counts import CountsVerdict
from housing.storage import audit
from housing.storage.models import DailyFigures
from housing.storage.transaction import DbSession, transaction

TABLE = DailyFigures.__table__


def keep_days(now: datetime) -> int:
    """Keeps the days before today that are not kept yet; how many."""
    days = list_days_to_keep(now)
    if not days:
        return 0
    marks = [{"day": day, "scope": COUNTING, "calendar": "", "figures": {}} for day in days]
    with transaction() as db:
        db.execute(delete(TABLE).where(TABLE.c.day.in_(days) | (TABLE.c.day < kept_period(now).first)))
        db.execute(insert(TABLE), marks)
    rows = count_rows(Period(days[0], days[-1]))
    with transaction() as db:
        untouched = take_marks(db, days)
        kept = [row._asdict() for row in rows if row.day in untouched]
        if kept:
            db.execute(insert(TABLE), kept)
    return len(untouched)


def take_marks(db: DbSession, days: list[date]) -> set[date]:
    """The days to which nothing was written since they were marked."""
    marked = TABLE.c.day.in_(days), TABLE.c.scope == COUNTING
    untouched = set(db.scalars(select(TABLE.c.day).where(*marked)))
    db.execute(delete(TABLE).where(*marked))
    return untouched


def check_days(now: datetime) -> bool:
    """Compares them with the records; True where nothing differs."""
    return record_counts_check(NAME, lambda: compare_days(now), now)


def rebuild_days(now: datetime) -> CountsVerdict:
    """How many rows are kept now, and how many had differed from the records."""
    with transaction() as db:
        differed = compare_days(now).differing
        db.execute(delete(TABLE))
        add_counts_check(db, NAME, CountsVerdict(0, 0), now)
        audit.record("counts.rebuilt", "console", now, what=NAME, rows=differed)
    keep_days(now)
    return CountsVerdict(compare_days(now).compared, differed)
