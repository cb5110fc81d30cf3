"""Where an entry stood at every month's end and what moved it, read off the movements of the register.

Of a list and a moment the sum of the signs before a key is how many stood before it, so a place of the past is today's
less what happened since. Causes name nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select

from housing.law.register_moves import CAME, LEFT, PlaceMonth, Shift
from housing.law.working_time import ALMATY, local_datetime
from housing.queries.journal.kept_counts import may_ask_counts
from housing.queries.register.place import QueuePosition, bind_moment, count_place
from housing.queries.register.register_counts import LOCAL, REGISTER_COUNTS
from housing.storage.extensions import execute_core
from housing.storage.models import RegisterMovement

#: So many months are told of, this one included.
MONTHS = 12


#: Causes by which an entry goes out and in at one moment.
UNMOVING = ("succeeded", "date_moved", "primary_date", "complaint_upheld", "restored", "returned")


class ShiftedDay(NamedTuple):
    """What moved the entry on a day by one cause; `place`: where it stood after it."""

    day: date
    shift: Shift
    place: int


class Standing(NamedTuple):
    """A time in one list by one key: from when, until when (None: until now), by what it began and ended."""

    position: QueuePosition
    since: datetime
    until: datetime | None
    began_by: str
    ended_by: str | None


class PlaceHistory(NamedTuple):
    """`begins_at`: the place before the first of the months."""

    standing: Standing
    begins_at: int
    months: tuple[PlaceMonth, ...]


M = RegisterMovement
OWN = (
    select(M.at, M.sign, M.settlement, M.list_code, M.registered_at, M.number, M.cause)
    .where(M.entry_id == bindparam("entry_id"))
    .order_by(M.at, M.id)
)
SINCE, START, END = map(bind_moment, ("registered_at", "start", "end"))
NUMBER: Any = bindparam("number")
BEFORE = and_(M.registered_at <= SINCE, or_(M.registered_at < SINCE, M.number < NUMBER))
OTHERS = (
    M.settlement == bindparam("settlement"),
    M.list_code == bindparam("list_code"),
    M.entry_id != bindparam("entry_id"),
)


def select_shifts(unit: str) -> Any:
    """Movements before a key between two moments, by unit of time (strftime), cause and sign."""
    when = func.strftime(unit, M.at, LOCAL).label("unit")
    return (
        select(when, M.cause, M.sign, func.count().label("entries"))
        .where(*OTHERS, M.at > START, M.at <= END, BEFORE)
        .group_by(when, M.cause, M.sign)
        .order_by(when, M.cause, M.sign)
    )


BY_MONTH, BY_DAY = select_shifts("%Y-%m-01"), select_shifts("%Y-%m-%d")


def list_standings(entry_id: int) -> list[Standing]:
    """Oldest first."""
    found: list[Standing] = []
    for row in execute_core(OWN, {"entry_id": entry_id}):
        if row.sign == CAME:
            position = QueuePosition(row.settlement, row.list_code, row.registered_at, row.number)
            found.append(Standing(position, row.at, None, row.cause, None))
        else:
            found[-1] = found[-1]._replace(until=row.at, ended_by=row.cause)
    return found


def load_place_history(entry_id: int, now: datetime) -> list[PlaceHistory]:
    """Of every list and date by which it stood within the last months until now, or until it left; oldest first."""
    standings = list_standings(entry_id)
    last = (standings[-1].until if standings else None) or now
    first = local_datetime(shift_month(last.astimezone(ALMATY).date().replace(day=1), 1 - MONTHS))
    stands = standings[-1].position if standings and standings[-1].until is None else None
    recent = [one for one in standings if one.until is None or one.until > first]
    return [build_history(entry_id, one, max(one.since, first), now, stands) for one in recent]


def count_ahead(entry_id: int, standing: Standing, now: datetime, stands: QueuePosition | None) -> int:
    """How many others stood before it at the end of that time. `stands`: where the entry itself is now."""
    position, ahead = standing.position, count_place(standing.position, may_ask_counts(REGISTER_COUNTS.name)).ahead
    if standing.until is None:
        return ahead
    since = list_shifts(BY_MONTH, entry_id, standing, standing.until, now)
    itself = stands is not None and stands[:2] == position[:2] and stands[2:] < position[2:]
    return ahead - itself - sum(shift.sign * shift.entries for _, shift in since)


def build_history(
    entry_id: int, standing: Standing, start: datetime, now: datetime, stands: QueuePosition | None
) -> PlaceHistory:
    """Backwards from how many stood before it at the end."""
    end, ahead = standing.until or now, count_ahead(entry_id, standing, now, stands)
    by_month: dict[date, list[Shift]] = defaultdict(list)
    for month, shift in list_shifts(BY_MONTH, entry_id, standing, start, end):
        by_month[month].append(shift)
    months: list[PlaceMonth] = []
    for month in reversed(list_months(start, end)):
        shifts = by_month[month]
        left, came = (sum(one.entries for one in shifts if one.sign == sign) for sign in (LEFT, CAME))
        months.insert(0, PlaceMonth(month, left, came, ahead + 1, tuple(shifts)))
        ahead += left - came
    return PlaceHistory(standing, ahead + 1, tuple(months))


def list_shifts(
    statement: Any, entry_id: int, standing: Standing, start: datetime, end: datetime
) -> list[tuple[date, Shift]]:
    given = {**standing.position._asdict(), "entry_id": entry_id, "start": start, "end": end}
    rows = execute_core(statement, given)
    return drop_unmoved([(date.fromisoformat(row.unit), Shift(row.cause, row.sign, row.entries)) for row in rows])


def drop_unmoved(told: list[tuple[date, Shift]]) -> list[tuple[date, Shift]]:
    """Without what came and left by one cause in one unit of time: a place that passed on, a date that moved before
    somebody all the time. It moved nobody, and nobody is told of it.
    """
    sums: Counter[tuple[date, str]] = Counter()
    for unit, shift in told:
        sums[unit, shift.cause] += shift.sign * shift.entries
    kept = []
    for unit, shift in told:
        if shift.cause not in UNMOVING:
            kept.append((unit, shift))
        elif sums[unit, shift.cause] * shift.sign > 0:
            kept.append((unit, shift._replace(entries=abs(sums[unit, shift.cause]))))
    return kept


def list_shifted_days(entry_id: int, history: PlaceHistory, now: datetime) -> list[ShiftedDay]:
    """Within the months of the history, newest first."""
    standing, place = history.standing, history.begins_at
    start = max(standing.since, local_datetime(history.months[0].month))
    days: list[ShiftedDay] = []
    for day, shift in list_shifts(BY_DAY, entry_id, standing, start, standing.until or now):
        place += shift.sign * shift.entries
        days.append(ShiftedDay(day, shift, place))
    return days[::-1]


def list_months(start: datetime, end: datetime) -> list[date]:
    """The first days of the months from one moment to another, in Almaty."""
    month, last = (moment.astimezone(ALMATY).date().replace(day=1) for moment in (start, end))
    months = [month]
    while month < last:
        month = shift_month(month, 1)
        months.append(month)
    return months


def shift_month(first: date, by: int) -> date:
    years, month = divmod(first.month - 1 + by, 12)
    return first.replace(year=first.year + years, month=month + 1)
