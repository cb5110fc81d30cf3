"""Days and times as files of former bases have them: typed, as ISO writes them, or as a workbook numbers them. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

TYPED = re.compile(
    r"(?:(?P<d>[0-9]{1,2})\.(?P<m>[0-9]{1,2})\.(?P<y>[0-9]{4})"
    r"|(?P<Y>[0-9]{4})-(?P<M>[0-9]{2})-(?P<D>[0-9]{2}))(?:[ T]+(?P<clock>[0-9:.]+))?"
)
CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?")
SECONDS_A_DAY = 86_400
#: Almaty is UTC+5 (`law.working_time`); moments are stored in UTC.
OFFSET = timedelta(hours=5)
FIRST_YEAR = 1900


class Moment(NamedTuple):
    """`day`: in Almaty, as ISO writes it; `stamp`: the moment in UTC, as the database has it."""

    day: str
    stamp: str

    @classmethod
    def of(cls, local: datetime) -> Moment:
        return cls(f"{local:%Y-%m-%d}", f"{local - OFFSET:%Y-%m-%d %H:%M:%S}.000000")

    def at(self, clock: time) -> Moment:
        return Moment.of(datetime.combine(date.fromisoformat(self.day), clock))


@lru_cache(maxsize=20_000)
def parse_day(cell: str | float, epoch: date) -> Moment | None:
    """A day with a time or without one (then its beginning); None for what is none. `epoch`: day 0 of a workbook."""
    try:
        local = parse_serial(cell, epoch) if isinstance(cell, float) else parse_typed(cell)
    except (ValueError, OverflowError):
        return None
    return Moment.of(local) if local and local.year >= FIRST_YEAR else None


def parse_serial(number: float, epoch: date) -> datetime:
    return datetime.combine(epoch, time()) + timedelta(seconds=round(number * SECONDS_A_DAY))


def parse_typed(cell: str) -> datetime | None:
    found = TYPED.fullmatch(cell.strip())
    if not found:
        return None
    day = date(int(found["y"] or found["Y"]), int(found["m"] or found["M"]), int(found["d"] or found["D"]))
    clock = parse_clock(found["clock"]) if found["clock"] else time()
    return datetime.combine(day, clock) if clock is not None else None


@lru_cache(maxsize=2_000)
def parse_clock(cell: str | float) -> time | None:
    """None for what is no time of a day."""
    if isinstance(cell, float):
        minutes, second = divmod(round(cell * SECONDS_A_DAY), 60)
        return time(*divmod(minutes, 60), second) if 0 <= minutes < SECONDS_A_DAY // 60 else None
    found = CLOCK.fullmatch(cell.strip())
    try:
        return time(int(found[1]), int(found[2]), int(found[3] or 0)) if found else None
    except ValueError:
        return None
