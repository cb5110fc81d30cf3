"""The calendar in force: public holidays as the law names them, corrected by what decrees transferred."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

import holidays
from sqlalchemy.exc import OperationalError

from housing.queries.reference import standing
from housing.words import N_
from housing.working_time import Calendar

YEARS = range(2025, 2041)
#: The names that the library gives, as message ids (it has no Russian).
NAMES = (
    N_("New Year's Day"), N_("Orthodox Christmas"), N_("International Women's Day"), N_("Nowruz Holiday"),
    N_("Kazakhstan's People Solidarity Holiday"), N_("Defender of the Fatherland Day"), N_("Victory Day"),
    N_("Capital Day"), N_("Constitution Day"), N_("Republic Day"), N_("Independence Day"), N_("Eid al-Adha"),
)  # fmt: skip
#: Mark of a day off that the law moved to the next working day (Law on Holidays, article 5).
OBSERVED = N_("the holiday fell on a weekend")


@cache
def public_holidays() -> dict[date, str]:
    """Holidays by English name. The library only estimates Kurban Ait; the decree's day is a correction."""
    return dict(holidays.country_holidays("KZ", years=YEARS, language="en_US").items())


def calendar() -> Calendar:
    """Holidays and the corrections that are in force."""
    return corrected(list(standing("days", date.max).values()))


def corrected(days: Collection[Mapping[str, Any]]) -> Calendar:
    """The calendar with these corrections, as the catalog of days has them."""
    return Calendar(
        holidays=public_holidays(),
        days_off={date.fromisoformat(one["day"]): one["decree"] for one in days if one["working"] == "no"},
        working_days={date.fromisoformat(one["day"]): one["decree"] for one in days if one["working"] == "yes"},
    )


def calendar_or_shipped() -> tuple[Calendar, bool]:
    """The same for a command that may run before there is a database; False: without the decrees."""
    try:
        return calendar(), True
    except OperationalError:
        return Calendar(holidays=public_holidays()), False


def holiday_words(name: str) -> tuple[list[str], bool]:
    """The message ids of a day's holidays, and whether the day off moved there from a weekend."""
    bare = name.replace(" (observed)", "").replace(" (estimated)", "")
    return bare.split("; "), "(observed)" in name
