"""The place in the queue with its reasons: counted each time from the register, never stored.

Order within a settlement and a list: date and time of registration, then number (Law, article 71). The same count
serves whoever asks. Whole days are taken from the kept counts, and only the entries of one's own day are looked at;
where the kept counts were found to differ from the register, all entries are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, literal_column, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute

from housing.law.working_time import ALMATY
from housing.queries.journal.kept_counts import may_ask_counts
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.storage.extensions import UtcDateTime, execute_core
from housing.storage.models import Application, RegisterCount, RegisterEntry


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """`ahead`: how many stand before; `total`: in the list, this person included.

    `left`: how many of those before have left since this person stands here, the last of them at `last_left_at`.
    """

    ahead: int
    total: int
    left: int
    last_left_at: datetime | None

    @property
    def number(self) -> int:
        return self.ahead + 1


class QueuePosition(NamedTuple):
    """What an entry's place follows from."""

    settlement: str
    list_code: str
    registered_at: datetime
    number: str


def bind_moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcDateTime)


E, C = RegisterEntry, RegisterCount
SETTLEMENT: BindParameter[str] = bindparam("settlement")
LIST: BindParameter[str] = bindparam("list_code")
NUMBER: BindParameter[str] = bindparam("number")
SINCE, DAY_START, MONTH_START, MONTH_END = map(bind_moment, ("registered_at", "day_start", "month_start", "month_end"))
SAME = and_(E.settlement == SETTLEMENT, E.list_code == LIST)
BEFORE = and_(E.registered_at <= SINCE, or_(E.registered_at < SINCE, E.number < NUMBER))
STANDS = E.annulled_at.is_(None)
#: Word for word as the partial indexes have it.
HAS_LEFT = text("annulled_at IS NOT NULL")


def unindexed(moment: InstrumentedAttribute[Any]) -> Any:
    """The same where another column is to find the rows: without statistics SQLite takes the index of any of two."""
    return func.coalesce(moment, literal_column("''"))


#: Those of a range of leaving, and those of a range of the queue date.
BY_LEAVING = and_(HAS_LEFT, E.annulled_at > SINCE)
BY_DATE = and_(HAS_LEFT, unindexed(E.annulled_at) > SINCE)
WAS_BEFORE = and_(unindexed(E.registered_at) <= SINCE, or_(unindexed(E.registered_at) < SINCE, E.number < NUMBER))
OWN = select(E.settlement, E.list_code, E.registered_at, E.number).where(
    E.application_id == bindparam("application_id"), STANDS
)


def count_entries(*wanted: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(E).where(SAME, *wanted).scalar_subquery()


def sum_counts(*wanted: ColumnElement[bool]) -> Any:
    same = C.settlement == SETTLEMENT, C.list_code == LIST
    return select(func.coalesce(func.sum(C.entries), 0)).where(*same, *wanted).scalar_subquery()


BY_ENTRIES = select(
    count_entries(STANDS, BEFORE).label("ahead"),
    count_entries(STANDS).label("total"),
    count_entries(BY_LEAVING, WAS_BEFORE).label("left"),
)
DAY: BindParameter[str] = bindparam("day")
MONTH: BindParameter[str] = bindparam("month")
#: Who left: whole months of both dates from the counts, then those of one's own month of either, looked at one by one.
WHOLE_MONTHS = sum_counts(C.left_month > func.substr(MONTH, 1, 7), C.since < MONTH)
LEFT_IN_OWN_MONTH = count_entries(BY_LEAVING, E.annulled_at < MONTH_END, unindexed(E.registered_at) < MONTH_START)
SINCE_OWN_MONTH = count_entries(BY_DATE, E.registered_at >= MONTH_START, BEFORE)
BY_COUNTS = select(
    (sum_counts(C.left_month == "", C.since < DAY) + count_entries(STANDS, E.registered_at >= DAY_START, BEFORE)).label(
        "ahead"
    ),
    sum_counts(C.left_month == "").label("total"),
    (WHOLE_MONTHS + LEFT_IN_OWN_MONTH + SINCE_OWN_MONTH).label("left"),
)
LAST_LEFT = select(E.annulled_at).where(SAME, BY_LEAVING, WAS_BEFORE).order_by(E.annulled_at.desc()).limit(1)


def is_own_entry(application: Application) -> ColumnElement[bool]:
    """The entries that an application gave, or that its applicant got in its settlement by another one."""
    e = RegisterEntry
    of_person = and_(e.iin == application.iin, e.settlement == application.settlement)
    return or_(e.application_id == application.id, of_person)


def load_queue_place(application_id: int) -> QueuePlace | None:
    """None for who does not stand on the register."""
    own = execute_core(OWN, {"application_id": application_id}).first()
    if own is None:
        return None
    return count_place(QueuePosition(**own._asdict()), may_ask_counts(REGISTER_COUNTS.name))


def count_place(position: QueuePosition, by_counts: bool) -> QueuePlace:
    """`by_counts`: by the kept counts where they tell, else by the entries alone; both say the same."""
    given = {**position._asdict(), **bounds_of(position.registered_at)}
    row = execute_core(BY_COUNTS if by_counts else BY_ENTRIES, given).one()
    last = execute_core(LAST_LEFT, given).scalar() if row.left else None
    return QueuePlace(row.ahead, row.total, row.left, last)


def bounds_of(moment: datetime) -> dict[str, Any]:
    """Its day and its month in Almaty: as counts name them, their first moments, the first one after the month."""
    local = moment.astimezone(ALMATY)
    day = local.replace(hour=0, minute=0, second=0, microsecond=0)
    month = day.replace(day=1)
    after = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    return {
        "day": f"{day:%Y-%m-%d}",
        "month": f"{month:%Y-%m-%d}",
        "day_start": day,
        "month_start": month,
        "month_end": after,
    }
