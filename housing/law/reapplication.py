"""From which day an application would no longer meet a ground of refusal, where waiting alone mends it.

There is no second law here: the grounds of `eligibility` are asked again about the same facts, filed on a later day.
What they say changes only on a few days, which the numbers of the law make of the days in the facts (an end of
ownership, a registration, a birth, a worsening) and of the days on which other numbers begin: those are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from housing.law.eligibility import GROUNDS, Ground, decide
from housing.law.facts import Facts
from housing.law.parameters import Law, years_after

#: Round a mark the law may turn a day earlier or later: what ended on 29 February counts until 28 February is over.
NEARBY_DAYS = (-1, 0, 1)


class Obstacle(NamedTuple):
    """A ground that holds. `day`: the first day of filing on which it no longer would; None: waiting mends nothing."""

    ground: Ground
    day: date | None


def find_obstacles(f: Facts, law_for: Callable[[date], Law], changes: Iterable[date] = ()) -> list[Obstacle]:
    """Every ground that holds on the facts as filed, in the order of the law.

    `law_for`: the numbers in force on a day; `changes`: days on which others begin.
    """
    days = turning_days(f, law_for, changes)

    def first_day_without(ground: Ground) -> date | None:
        return next((day for day in days if not ground_holds(ground, f, day, law_for)), None)

    return [
        Obstacle(found.ground, first_day_without(found.ground)) for found in decide(f, law_for(f.filed_on)).held_answers
    ]


def earliest_filing_day(
    f: Facts, law_for: Callable[[date], Law], changes: Iterable[date] = (), apart: Collection[str] = ()
) -> date | None:
    """The first later day on which no ground holds but those set `apart` by their keys; None: waiting brings none."""
    grounds = [ground for ground in GROUNDS if ground.key not in apart]
    days = turning_days(f, law_for, changes)
    return next((day for day in days if not any(ground_holds(ground, f, day, law_for) for ground in grounds)), None)


def ground_holds(ground: Ground, f: Facts, day: date, law_for: Callable[[date], Law]) -> bool:
    return ground.evaluate(replace(f, filed_on=day), law_for(day)).value is True


def turning_days(f: Facts, law_for: Callable[[date], Law], changes: Iterable[date]) -> list[date]:
    """The days after the filing on which what a ground says of these facts may change, in their order."""
    begins = [day for day in changes if day > f.filed_on]
    laws = [law_for(day) for day in (f.filed_on, *begins)]
    marks = {years_after(day, years) for day in counted_days(f) for law in laws for years in year_counts(law)}
    near = {mark + timedelta(days=step) for mark in marks for step in NEARBY_DAYS}
    return sorted(day for day in (*near, *begins) if day > f.filed_on)


def year_counts(law: Law) -> set[int]:
    """Every number of years that the law counts from a day."""
    return {
        law.ownership_window_years,
        law.worsening_window_years,
        law.adult_from_years,
        law.orphan_until_years,
        law.residence_years,
    }


def counted_days(f: Facts) -> set[date]:
    """Every day from which the law counts years."""
    days = [f.applicant.born, f.applicant.registered_since, *(member.born for member in f.family or ())]
    days += [*(d.until for d in f.dwellings or ()), *(one.on for one in f.established)]
    return {day for day in days if day}
