"""Settlements and branches as the catalogs have them: which there are on a day, and which branch serves which."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from housing.queries.reference.names import (
    CatalogEdition,
    current_day,
    keep_newest,
    label_for_key,
    load_catalog_rows,
    load_edition,
)
from housing.reference_data.settlement_rows import (
    BRANCHES,
    SETTLEMENTS,
    BankBranch,
    Settlement,
    branches_by_settlement,
    build_branch,
    build_settlement,
    serving_branch,
)
from housing.text.alphabet import order_key


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


@keep_newest(8)
def _load_settlement_rows(of: CatalogEdition) -> SettlementRows:
    rows = load_catalog_rows(SETTLEMENTS, of[-1])
    return SettlementRows(
        *({code: build_settlement(code, some[code]) for code in sorted(some)} for some in (rows.effective, rows.known))
    )


def load_branches(day: date | None = None) -> dict[str, BankBranch]:
    """The branches in force, by code."""
    return _load_branch_rows(load_edition(BRANCHES, day or current_day())).effective


@keep_newest(8)
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


class SettlementNames(dict[str, str]):
    """By code, what settlements are called in a language, each looked up when it is asked for first."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, code: str) -> str:
        name = self[code] = settlement_name(code, self.language)
        return name


def load_settlement_names(language: str) -> SettlementNames:
    """What settlements are called today."""
    return _name_settlements(load_edition(SETTLEMENTS, current_day()), language)


@keep_newest(8)
def _name_settlements(of: CatalogEdition, language: str) -> SettlementNames:
    return SettlementNames(language)


def settlement_choices(language: str) -> list[tuple[str, str]]:
    """What an applicant may choose: cities of republican significance first, then by name."""
    return list(_sort_settlements(load_edition(SETTLEMENTS, current_day()), language))


@keep_newest(8)
def _sort_settlements(of: CatalogEdition, language: str) -> tuple[tuple[str, str], ...]:
    listed = [place for place in _load_settlement_rows(of).effective.values() if place.applies]
    listed.sort(key=lambda p: (p.kind != "city_republican", order_key(p.name(language))))
    return tuple((p.code, settlement_name(p.code, language, with_parent=True)) for p in listed)


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
