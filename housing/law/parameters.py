"""The numbers of the law, each with its source and the day from which it applies; and how years are counted.

Facts of the law, not of the code: a new number is a new set, and what was decided under the old one stays computable.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from housing.law.facts import REQUIRED_DOCUMENTS

#: First digits of the KATO codes of Astana, Almaty and Shymkent and of the districts inside them: a fact of geography.
CITIES_OF_REPUBLICAN_SIGNIFICANCE = ("71", "75", "79")
#: The same of the regions and of those cities: no place of the country has other first digits.
REGIONS = frozenset(
    (
        "10",
        "11",
        "15",
        "19",
        "23",
        "27",
        "31",
        "33",
        "35",
        "39",
        "43",
        "47",
        "55",
        "59",
        "61",
        "62",
        "63",
        *CITIES_OF_REPUBLICAN_SIGNIFICANCE,
    )
)


@dataclass(frozen=True, slots=True)
class Law:
    """The numbers of the law from a day on; an application is judged by those of its day of filing, for ever."""

    since: date
    source: str
    ownership_window_years: int = 5  # Rules 15, 2); Law 69(1)(1)
    worsening_window_years: int = 5  # Annex 1, refusal 3)
    adult_from_years: int = 18  # Rules 7; Law 69(1)
    orphan_until_years: int = 29  # Law 69(2): "under 29"
    residence_years: int = 3  # Law 71(2)
    #: KATO codes of the cities where so many years are asked for: Astana, Almaty, Shymkent (Law 71(2)).
    residence_cities: tuple[str, ...] = ("710000000", "750000000", "790000000")
    counted_share: Literal["any", "whole", "review"] = "review"  # the texts are silent on a share: a person decides
    # What follows decides nothing: these numbers are told to people, who act by them.
    complaint_months: int = 3  # Administrative Procedural Code, article 92
    quality_body_days: int = 15  # working days; Law on State Services
    removal_notice_days: int = 10  # Law 73(3)
    representative_months: int = 3  # Law 71(3)
    retention_years: int = 5  # as the consent says
    withdrawal_days: int = 15  # working days; Law on Personal Data
    #: By basis, the papers of which one at least is asked for (Annex 1, row 9); a basis not there asks for none.
    papers: tuple[tuple[str, tuple[str, ...]], ...] = tuple(REQUIRED_DOCUMENTS.items())

    def papers_for(self, basis: str) -> tuple[str, ...]:
        for named, kinds in self.papers:
            if named == basis:
                return kinds
        return ()


#: As the service began; later sets stand in the catalog of reference data.
PARAMETERS: tuple[Law, ...] = (Law(since=date(2026, 7, 12), source="Order No. 115 of 19.03.2026"),)


class NoLawInForce(Exception):
    """No parameters apply on that day: the service did not exist yet in this form."""


def law_on(day: date, parameters: Iterable[Law] = PARAMETERS) -> Law:
    """The parameters in force on a day (the day of filing, Asia/Almaty). Raises NoLawInForce before the first."""
    in_force = [law for law in parameters if law.since <= day]
    if not in_force:
        raise NoLawInForce(day.isoformat())
    return max(in_force, key=lambda law: law.since)


class LawPeriods:
    """The law of every day, for whoever asks for many: from each of its days on, one set of parameters."""

    def __init__(self, laws: Mapping[date, Law]) -> None:
        self.laws = dict(sorted(laws.items()))
        self._days, self._laws = list(self.laws), list(self.laws.values())

    def law_on(self, day: date) -> Law:
        """Raises NoLawInForce before the first day."""
        past = bisect_right(self._days, day)
        if not past:
            raise NoLawInForce(day.isoformat())
        return self._laws[past - 1]


#: As the service began.
FIRST_PERIODS = LawPeriods({law.since: law for law in PARAMETERS})


@lru_cache(32_768)
def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@lru_cache(32_768)
def years_after(born: date, years: int) -> date:
    """The same day so many years later, as a birthday is counted; 29 February becomes 28 February."""
    return years_before(born, -years)


@lru_cache(32_768)
def settlement_of(code: str) -> str:
    """The settlement of a KATO code: a district inside a city belongs to the city."""
    if code[:2] in CITIES_OF_REPUBLICAN_SIGNIFICANCE:
        return code[:2] + "0000000"
    # In a regional centre (digits 3 to 5 are "101") what follows are its urban districts.
    return code[:5] + "0000" if code[2:5] == "101" else code
