"""The numbers of the law as JSON, for another process."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from housing.law.parameters import Law, LawPeriods


def write_law(law: Law) -> dict[str, Any]:
    return asdict(law) | {"since": law.since.isoformat()}


def read_law(given: dict[str, Any]) -> Law:
    """JSON knows lists where the numbers hold tuples."""
    papers = tuple((basis, tuple(kinds)) for basis, kinds in given["papers"])
    whole = {"since": date.fromisoformat(given["since"]), "residence_cities": tuple(given["residence_cities"])}
    return Law(**{**given, **whole, "papers": papers})


def write_periods(periods: LawPeriods) -> dict[str, Any]:
    return {day.isoformat(): write_law(law) for day, law in periods.laws.items()}


def read_periods(given: dict[str, Any]) -> LawPeriods:
    return LawPeriods({date.fromisoformat(day): read_law(law) for day, law in given.items()})
