"""Settlements and branches as the catalogs have them: which there are on a day, and which branch serves which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from housing.queries.reference.names import PLACES, Edition, Values, called, edition, known, today
from housing.text.alphabet import order_key

SETTLEMENTS, BRANCHES = PLACES, "branches"


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement in the two languages that the classifier has; English pages show the Kazakh name."""

    code: str
    parent_code: str | None
    kind: str
    name_kk: str
    name_ru: str
    applies: bool

    def name(self, language: str) -> str:
        return self.name_ru if language == "ru" else self.name_kk


@dataclass(frozen=True, slots=True)
class Office:
    """A branch of the bank. `serves`: settlements, each with all that lies within it."""

    code: str
    name_kk: str
    name_ru: str
    name_en: str
    serves: tuple[str, ...]

    def name(self, language: str) -> str:
        return {"kk": self.name_kk, "ru": self.name_ru}.get(language, self.name_en)


def place_of(code: str, row: Values) -> Place:
    return Place(code, row["parent"] or None, row["kind"], row["name_kk"], row["name_ru"], row["applies"])


def office_of(code: str, row: Values) -> Office:
    name = row["name"]
    return Office(code, name["kk"], name["ru"], name["en"], tuple(row["serves"]))


def places(day: date | None = None) -> dict[str, Place]:
    """The settlements in force, by code."""
    return _places(edition(SETTLEMENTS, day or today()))[0]


@lru_cache(maxsize=8)
def _places(of: Edition) -> tuple[dict[str, Place], dict[str, Place]]:
    """Those in force, and every one that ever was or is to come."""
    rows = known(SETTLEMENTS, of[-1])
    there, ever = ({code: place_of(code, some[code]) for code in sorted(some)} for some in (rows.standing, rows.ever))
    return there, ever


def offices(day: date | None = None) -> dict[str, Office]:
    """The branches in force, by code."""
    return _offices(edition(BRANCHES, day or today()))[0]


@lru_cache(maxsize=8)
def _offices(of: Edition) -> tuple[dict[str, Office], dict[str, Office]]:
    rows = known(BRANCHES, of[-1])
    there, ever = ({code: office_of(code, some[code]) for code in sorted(some)} for some in (rows.standing, rows.ever))
    return there, ever


def office_name(code: str | None, language: str) -> str:
    """The name of a branch, of one that was closed too."""
    office = _offices(edition(BRANCHES, today()))[1].get(code or "")
    return office.name(language) if office else code or ""


def office_choices(language: str) -> list[tuple[str, str]]:
    """Code and name of the branches in force, by name."""
    names = [(code, office.name(language)) for code, office in offices().items()]
    return sorted(names, key=lambda one: (order_key(one[1]), one[0]))


def settlement_name(code: str | None, language: str, with_parent: bool = False) -> str:
    """The name; with its region where names repeat. Where the classifier lacks it, its code and what it lies within."""
    ever = _places(edition(SETTLEMENTS, today()))[1]
    place = ever.get(code or "")
    if place is None:
        return called(SETTLEMENTS, code, language)
    parent = ever.get(place.parent_code or "") if with_parent else None
    return f"{place.name(language)}, {parent.name(language)}" if parent else place.name(language)


def choices(language: str) -> list[tuple[str, str]]:
    """What an applicant may choose: cities of republican significance first, then by name."""
    listed = [place for place in places().values() if place.applies]
    listed.sort(key=lambda p: (p.kind != "city_republican", order_key(p.name(language))))
    return [(p.code, settlement_name(p.code, language, with_parent=True)) for p in listed]


def takes_applications(settlement: str | None) -> bool:
    """Whether one may apply for this settlement today."""
    place = places().get(settlement or "")
    return place is not None and place.applies


def branch_for(settlement: str) -> str:
    """The branch that serves a settlement today. Raises LookupError when none does."""
    served = served_by(settlement, places(), naming(offices().values()))
    if served is None:
        raise LookupError(settlement)
    return served


def naming(offices: Iterable[Office]) -> dict[str, str]:
    """By settlement, the branch that names it."""
    return {code: office.code for office in offices for code in office.serves}


def served_by(settlement: str, places: Mapping[str, Place], naming: Mapping[str, str]) -> str | None:
    """The branch that names the settlement, or else what it lies within: the nearest counts."""
    return next((naming[code] for code in within(settlement, places) if code in naming), None)


def within(settlement: str, places: Mapping[str, Place]) -> list[str]:
    """The settlement, then what it lies within, outwards; ends where a row leads back to one that was passed."""
    passed: list[str] = []
    code: str | None = settlement
    while code and code not in passed:
        passed.append(code)
        code = places[code].parent_code if code in places else None
    return passed
