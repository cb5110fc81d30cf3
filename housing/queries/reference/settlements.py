"""Settlements and branches as the catalogs have them: which there are on a day, and which branch serves which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from housing.queries.reference.names import (
    PLACES,
    CatalogEdition,
    Values,
    current_day,
    label_for_key,
    load_catalog_rows,
    load_edition,
)
from housing.text.alphabet import order_key

SETTLEMENTS, BRANCHES = PLACES, "branches"


@dataclass(frozen=True, slots=True)
class Settlement:
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
class BankBranch:
    """A branch of the bank. `serves`: settlements, each with all that lies within it."""

    code: str
    name_kk: str
    name_ru: str
    name_en: str
    serves: tuple[str, ...]

    def name(self, language: str) -> str:
        return {"kk": self.name_kk, "ru": self.name_ru}.get(language, self.name_en)


def build_settlement(code: str, row: Values) -> Settlement:
    return Settlement(code, row["parent"] or None, row["kind"], row["name_kk"], row["name_ru"], row["applies"])


def build_branch(code: str, row: Values) -> BankBranch:
    name = row["name"]
    return BankBranch(code, name["kk"], name["ru"], name["en"], tuple(row["serves"]))


class SettlementRows(NamedTuple):
    """By code. `effective`: in force on a day; `known`: every one that ever was or is to come."""

    effective: dict[str, Settlement]
    known: dict[str, Settlement]


class BranchRows(NamedTuple):
    """By code. `effective`: in force on a day; `known`: every one that ever was or is to come."""

    effective: dict[str, BankBranch]
    known: dict[str, BankBranch]


def load_settlements(day: date | None = None) -> dict[str, Settlement]:
    """The settlements in force, by code."""
    return _load_settlement_rows(load_edition(SETTLEMENTS, day or current_day())).effective


@lru_cache(maxsize=8)
def _load_settlement_rows(of: CatalogEdition) -> SettlementRows:
    rows = load_catalog_rows(SETTLEMENTS, of[-1])
    return SettlementRows(
        *({code: build_settlement(code, some[code]) for code in sorted(some)} for some in (rows.effective, rows.known))
    )


def load_branches(day: date | None = None) -> dict[str, BankBranch]:
    """The branches in force, by code."""
    return _load_branch_rows(load_edition(BRANCHES, day or current_day())).effective


@lru_cache(maxsize=8)
def _load_branch_rows(of: CatalogEdition) -> BranchRows:
    rows = load_catalog_rows(BRANCHES, of[-1])
    return BranchRows(
        *({code: build_branch(code, some[code]) for code in sorted(some)} for some in (rows.effective, rows.known))
    )


def branch_name(code: str | None, language: str) -> str:
    """The name of a branch, of one that was closed too."""
    office = _load_branch_rows(load_edition(BRANCHES, current_day())).known.get(code or "")
    return office.name(language) if office else code or ""


def branch_choices(language: str) -> list[tuple[str, str]]:
    """Code and name of the branches in force, by name."""
    names = [(code, office.name(language)) for code, office in load_branches().items()]
    return sorted(names, key=lambda one: (order_key(one[1]), one[0]))


def settlement_name(code: str | None, language: str, with_parent: bool = False) -> str:
    """The name; with its region where names repeat. Where the classifier lacks it, its code and what it lies within."""
    known = _load_settlement_rows(load_edition(SETTLEMENTS, current_day())).known
    place = known.get(code or "")
    if place is None:
        return label_for_key(SETTLEMENTS, code, language)
    parent = known.get(place.parent_code or "") if with_parent else None
    return f"{place.name(language)}, {parent.name(language)}" if parent else place.name(language)


def settlement_choices(language: str) -> list[tuple[str, str]]:
    """What an applicant may choose: cities of republican significance first, then by name."""
    listed = [place for place in load_settlements().values() if place.applies]
    listed.sort(key=lambda p: (p.kind != "city_republican", order_key(p.name(language))))
    return [(p.code, settlement_name(p.code, language, with_parent=True)) for p in listed]


def takes_applications(settlement: str | None) -> bool:
    """Whether one may apply for this settlement today."""
    place = load_settlements().get(settlement or "")
    return place is not None and place.applies


def branch_for(settlement: str) -> str:
    """The branch that serves a settlement today. Raises LookupError when none does."""
    served = serving_branch(settlement, load_settlements(), branches_by_settlement(load_branches().values()))
    if served is None:
        raise LookupError(settlement)
    return served


def branches_by_settlement(offices: Iterable[BankBranch]) -> dict[str, str]:
    """By settlement, the branch that names it."""
    return {code: office.code for office in offices for code in office.serves}


def serving_branch(settlement: str, places: Mapping[str, Settlement], naming: Mapping[str, str]) -> str | None:
    """The branch that names the settlement, or else what it lies within: the nearest counts."""
    return next((naming[code] for code in list_enclosing_settlements(settlement, places) if code in naming), None)


def list_enclosing_settlements(settlement: str, places: Mapping[str, Settlement]) -> list[str]:
    """The settlement, then what it lies within, outwards; ends where a row leads back to one that was passed."""
    passed: list[str] = []
    code: str | None = settlement
    while code and code not in passed:
        passed.append(code)
        code = places[code].parent_code if code in places else None
    return passed
