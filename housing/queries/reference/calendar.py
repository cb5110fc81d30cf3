"""The calendar: public holidays as the law names them, what decrees transferred, the provider's hours and terms."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Set
from datetime import date, time
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import holidays
from sqlalchemy.exc import OperationalError

from housing.labels import N_
from housing.law.facts import BASES
from housing.law.working_time import HOURS, ROW_4, Calendar, Hours
from housing.queries.reference.reference import list_published_rows, load_reference_edition
from housing.reference_data.effective_rows import Row, effective_on
from housing.storage.query_cache import cached_edition

YEARS = range(2025, 2041)
#: The names that the library gives, as message ids (it has no Russian).
NAMES = (
    N_("New Year's Day"), N_("Orthodox Christmas"), N_("International Women's Day"), N_("Nowruz Holiday"),
    N_("Kazakhstan's People Solidarity Holiday"), N_("Defender of the Fatherland Day"), N_("Victory Day"),
    N_("Capital Day"), N_("Constitution Day"), N_("Republic Day"), N_("Independence Day"), N_("Eid al-Adha"),
    N_("Day off in exchange for a working day at a weekend"),
)  # fmt: skip
#: How the library names a day off that a weekend pays for, and our own name of it: theirs is in none of our languages.
EXCHANGED = re.compile(r"Day off \(substituted from (\d\d)/(\d\d)/(\d{4})\)")
EXCHANGE = NAMES[-1]
#: Mark of a day off that the law moved to the next working day (Law on Holidays, article 5).
OBSERVED = N_("the holiday fell on a weekend")


@cache
def public_holidays() -> dict[date, str]:
    """Holidays by English name. The library only estimates Kurban Ait; the decree's day is a correction."""
    return load_library_holidays()[0]


@cache
def exchanged_weekends() -> dict[date, str]:
    """Days at weekends that the Government made working days for a day off, as the library knows them."""
    return load_library_holidays()[1]


@cache
def load_library_holidays() -> tuple[dict[date, str], dict[date, str]]:
    found = holidays_of_kazakhstan()(years=YEARS, language="en_US")
    return pair_exchanges(dict(found.items()), set(found.weekend_workdays))


def holidays_of_kazakhstan() -> type[holidays.HolidayBase]:
    """The library's class of this country.

    Its package imports all 280 others first, which takes half a second of a first start; an empty package stands in its
    place while this one module is imported.
    """
    whole = "holidays.countries"
    empty = ModuleType(whole)
    empty.__path__ = [str(Path(holidays.__file__).with_name("countries"))]
    package = sys.modules.setdefault(whole, empty)
    try:
        from holidays.countries.kazakhstan import Kazakhstan
    finally:
        if package is empty:
            del sys.modules[whole]
    return Kazakhstan


def pair_exchanges(off: Mapping[date, str], worked: Set[date]) -> tuple[dict[date, str], dict[date, str]]:
    """Holidays, and working days at weekends: of an exchange both halves, or neither where one of them is missing.

    `off`: days off by the library's names; `worked`: its working days at weekends.
    """
    holidays_by_day: dict[date, str] = {}
    weekends: dict[date, str] = {}
    for day, name in off.items():
        names = []
        for one in name.split("; "):
            exchange = EXCHANGED.fullmatch(one)
            if exchange is None:
                names.append(one)
                continue
            month, number, year = map(int, exchange.groups())
            if date(year, month, number) in worked:
                names.append(EXCHANGE)
                weekends[date(year, month, number)] = EXCHANGE
        if names:
            holidays_by_day[day] = "; ".join(names)
    return holidays_by_day, weekends


def calendar() -> Calendar:
    """Holidays, the corrections that are published, and all hours that are or will be in force."""
    found: Calendar = cached_edition(("calendar",), load_reference_edition, build_calendar)
    return found


def build_calendar(catalog: str = "", drafted: Iterable[Row] = ()) -> Calendar:
    """The calendar as it would be if these rows of one of its catalogs were published too."""
    rows = {code: [*list_published_rows(code), *(drafted if code == catalog else ())] for code in ("days", "hours")}
    days = [row.values or {} for row in effective_on(rows["days"], date.max).values()]
    off, worked = (
        {date.fromisoformat(one["day"]): one["decree"] for one in days if one["working"] == which}
        for which in ("no", "yes")
    )
    exchanged = {day: name for day, name in exchanged_weekends().items() if day not in off}
    return Calendar(
        holidays=public_holidays(),
        days_off=off,
        working_days={**exchanged, **worked},
        hours=build_all_hours(rows["hours"]),
    )


def build_all_hours(rows: list[Row]) -> tuple[Hours, ...]:
    """The hours that are in force from each day on which a row begins, the oldest first."""
    days = sorted({row.since for row in rows})
    sets = [build_hours(day, one.values or {}) for day in days for one in effective_on(rows, day).values()]
    return tuple(sets) or HOURS


def build_hours(since: date, values: Mapping[str, Any]) -> Hours:
    """A row of the catalog of hours; one from before its terms were bounded counts no longer than row 4 allows."""
    opens, begins, ends, closes = (
        time.fromisoformat(values[name]) for name in ("opens", "lunch_begins", "lunch_ends", "closes")
    )
    return Hours(
        since=since,
        source=values["source"],
        opens=opens,
        lunch=(begins, ends),
        closes=closes,
        term_days={basis: min(values[f"days_{basis}"], ROW_4[basis]) for basis in BASES},
        complaint_days=values["days_complaint"],
        change_days=values.get("days_change", HOURS[0].change_days),  # of a draft from before reports of changes
        acceptance_day_counts=values["acceptance_day_counts"],
    )


def shipped_calendar() -> Calendar:
    """Without the decrees that move days, and by the hours of the Order: for where there is no database."""
    return Calendar(holidays=public_holidays(), working_days=exchanged_weekends())


def calendar_or_shipped() -> Calendar:
    """For a page about a fault, which may be that the database does not answer."""
    try:
        return calendar()
    except OperationalError:
        return shipped_calendar()


def holiday_labels(name: str) -> tuple[list[str], bool]:
    """The message ids of a day's holidays, and whether the day off moved there from a weekend."""
    bare = name.replace(" (observed)", "").replace(" (estimated)", "")
    return bare.split("; "), "(observed)" in name
