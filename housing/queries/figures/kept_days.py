"""Days that are over, as they were counted once; today, and whatever is not kept, is counted from the records.

A row written to a day takes away, by a trigger and in its own transaction, what is kept of that day.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from housing.law.working_time import ALMATY, DAY, Calendar
from housing.queries.figures.day_tallies import DayTally, count_days, count_sources
from housing.queries.figures.period import Period
from housing.queries.journal.kept_counts import CountsVerdict, may_ask_counts
from housing.queries.reference.calendar import calendar
from housing.storage.extensions import execute_core
from housing.storage.models import DailyFigures

#: Under which name they are checked; how many days are kept, which is as many as any page asks for.
NAME, KEPT_DAYS = "figures", 91
#: Days that are counted at one go: the rows of a million decisions would fill the memory.
AT_ONE_GO = 7
#: What a row is about: that the day is being counted, or was; all branches; the state bases; else a branch.
COUNTING, COUNTED, ALL, SOURCES_ASKED, BRANCH = "counting", "counted", "all", "sources", "branch "


class KeptRow(NamedTuple):
    """A row of what is kept: see DailyFigures."""

    day: date
    scope: str
    calendar: str
    figures: dict[str, Any]


def calendar_key(days: Calendar) -> str:
    """Another one where any day or hour is counted otherwise: working minutes of the past would be others."""
    known = sorted(days.holidays), sorted(days.days_off), sorted(days.working_days), days.hours
    return hashlib.sha256(repr(known).encode()).hexdigest()[:16]


def scope_of(branch: str | None) -> str:
    return ALL if branch is None else f"{BRANCH}{branch}"


def load_tally(period: Period, now: datetime) -> tuple[dict[date, DayTally], DayTally]:
    """By day what happened in the period, and what the state bases were asked in all of it."""
    scope, days = scope_of(period.branch), calendar()
    kept = list_kept_rows(period, now, (COUNTED, scope, SOURCES_ASKED), calendar_key(days))
    there = {row.day for row in kept if row.scope == COUNTED}
    tallies, asked = {day: DayTally() for day in period.days}, DayTally()
    for row in kept:
        if row.scope == SOURCES_ASKED:
            asked.add(unpack_tally(row.figures))
        elif row.scope == scope:
            tallies[row.day] = unpack_tally(row.figures)
    for part in missing_parts(period, there):
        for day, branches in count_days(part, days).items():
            for tally in branches.values():
                tallies[day].add(tally)
        for tally in count_sources(part).values():
            asked.add(tally)
    return tallies, asked


def list_kept_rows(period: Period, now: datetime, scopes: Iterable[str], key: str) -> list[KeptRow]:
    """Of days before today, by the calendar as it is; none while they are found to differ from the records."""
    if not may_ask_counts(NAME):
        return []
    d, today = DailyFigures.__table__.c, now.astimezone(ALMATY).date()
    rows = execute_core(
        select(d.day, d.scope, d.calendar, d.figures).where(
            d.day >= period.first, d.day <= min(period.last, today - DAY), d.scope.in_(list(scopes)), d.calendar == key
        )
    )
    return [KeptRow(**row._asdict()) for row in rows]


def missing_parts(period: Period, there: set[date], longest: int = KEPT_DAYS) -> list[Period]:
    """The days that are not there, in as few runs as there are; of so many days at most."""
    parts: list[Period] = []
    for day in period.days:
        if day in there:
            continue
        follows = bool(parts) and parts[-1].last + DAY == day and len(parts[-1].days) < longest
        parts.append(Period(parts.pop().first if follows else day, day, period.branch))
    return parts


def kept_period(now: datetime) -> Period:
    """The days that are kept: those before today, as far back as any page asks."""
    today = now.astimezone(ALMATY).date()
    return Period(today - KEPT_DAYS * DAY, today - DAY)


def list_days_to_keep(now: datetime) -> list[date]:
    """Days before today that are not kept, or were counted by another calendar."""
    period, key = kept_period(now), calendar_key(calendar())
    there = {row.day for row in list_kept_rows(period, now, (COUNTED,), key)}
    return [day for day in period.days if day not in there] if may_ask_counts(NAME) else []


def count_rows(period: Period) -> list[KeptRow]:
    """What is to be kept of these days, counted from the records."""
    days = calendar()
    return [row for part in missing_parts(period, set(), AT_ONE_GO) for row in count_part(part, days)]


def count_part(period: Period, days: Calendar) -> Iterator[KeptRow]:
    key, sources = calendar_key(days), count_sources(period)
    for day, branches in count_days(period, days).items():
        everything = DayTally()
        for branch, tally in branches.items():
            everything.add(tally)
            yield KeptRow(day, f"{BRANCH}{branch or ''}", key, pack_tally(tally))
        told = {COUNTED: DayTally(), ALL: everything, SOURCES_ASKED: sources[day]}
        yield from (KeptRow(day, scope, key, pack_tally(tally)) for scope, tally in told.items())


def compare_days(now: datetime) -> CountsVerdict:
    """Those that are kept with the records."""
    d, period, key = DailyFigures.__table__.c, kept_period(now), calendar_key(calendar())
    found = execute_core(select(d.day, d.scope, d.figures).where(d.calendar == key, d.scope != COUNTING))
    kept = {(row.day, row.scope): row.figures for row in found}
    there = {day for day, scope in kept if scope == COUNTED}
    counted = {(row.day, row.scope): row.figures for row in count_rows(period) if row.day in there} if kept else {}
    keys = {key for key in kept if key[0] in period.days} | set(counted)
    return CountsVerdict(len(kept), sum(kept.get(key) != counted.get(key) for key in keys))


def pack_tally(tally: DayTally) -> dict[str, Any]:
    """As JSON holds it; what there is none of is left out. In one order, so that the same tally is the same text."""
    packed = {
        "flows": dict(sorted(tally.flows.items())),
        "decided": sorted(([*key, many] for key, many in tally.decided.items()), key=repr),
        "took_by_basis": flatten_all(tally.took_by_basis),
        "took_by_branch": flatten_all(tally.took_by_branch),
        "grounds": dict(sorted(tally.grounds.items())),
        "refused": tally.refused,
        "asked": sorted([*key, many] for key, many in tally.asked.items()),
    }
    return {name: value for name, value in packed.items() if value}


def flatten_all(took: Mapping[str, Mapping[int, int]]) -> dict[str, list[int]]:
    """Minutes and how many of them, one after the other: JSON has no numbers as keys."""
    return {key: [one for pair in sorted(minutes.items()) for one in pair] for key, minutes in sorted(took.items())}


def unflatten_all(packed: Mapping[str, list[int]]) -> dict[str, dict[int, int]]:
    return {key: dict(zip(one[::2], one[1::2], strict=True)) for key, one in packed.items()}


def unpack_tally(packed: Mapping[str, Any]) -> DayTally:
    return DayTally(
        Counter(packed.get("flows", {})),
        Counter({(basis, late, staff): many for basis, late, staff, many in packed.get("decided", ())}),
        unflatten_all(packed.get("took_by_basis", {})),
        unflatten_all(packed.get("took_by_branch", {})),
        Counter(packed.get("grounds", {})),
        packed.get("refused", 0),
        Counter({(source, silent): many for source, silent, many in packed.get("asked", ())}),
    )
