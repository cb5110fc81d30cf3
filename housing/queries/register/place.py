"""The place in the queue with its reasons: counted each time from the register, never stored.

Order within a settlement and a list: date and time of registration, then number (Law, article 71). The same count
serves whoever asks. Whole days are taken from the kept counts, and only the entries of one's own day are looked at;
where the kept counts were found to differ from the register, all entries are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select

from housing.law.working_time import ALMATY
from housing.queries.journal.kept_counts import may_ask_counts
from housing.queries.register.register_counts import REGISTER_COUNTS
from housing.storage.extensions import UtcDateTime, execute_core
from housing.storage.models import Application, RegisterCount, RegisterEntry


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """`ahead`: how many stand before; `total`: in the list, this person included."""

    ahead: int
    total: int

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
SINCE, DAY_START = bind_moment("registered_at"), bind_moment("day_start")
SAME = and_(E.settlement == SETTLEMENT, E.list_code == LIST)
BEFORE = and_(E.registered_at <= SINCE, or_(E.registered_at < SINCE, E.number < NUMBER))
STANDS = E.annulled_at.is_(None)
OWN = select(E.settlement, E.list_code, E.registered_at, E.number).where(
    E.application_id == bindparam("application_id"), STANDS
)


def count_entries(*wanted: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(E).where(SAME, *wanted).scalar_subquery()


def sum_counts(*wanted: ColumnElement[bool]) -> Any:
    same = C.settlement == SETTLEMENT, C.list_code == LIST
    return select(func.coalesce(func.sum(C.entries), 0)).where(*same, *wanted).scalar_subquery()


BY_ENTRIES = select(count_entries(STANDS, BEFORE).label("ahead"), count_entries(STANDS).label("total"))
EARLIER_DAYS = sum_counts(C.since < bindparam("day"))
OWN_DAY = count_entries(STANDS, E.registered_at >= DAY_START, BEFORE)
BY_COUNTS = select((EARLIER_DAYS + OWN_DAY).label("ahead"), sum_counts().label("total"))


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
    day = position.registered_at.astimezone(ALMATY).replace(hour=0, minute=0, second=0, microsecond=0)
    given = {**position._asdict(), "day": f"{day:%Y-%m-%d}", "day_start": day}
    row = execute_core(BY_COUNTS if by_counts else BY_ENTRIES, given).one()
    return QueuePlace(row.ahead, row.total)
