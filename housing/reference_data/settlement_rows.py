"""Rows of settlements and branches as values, and which branch serves which settlement. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: The codes of the two catalogs.
SETTLEMENTS, BRANCHES = "settlements", "branches"
Values = Mapping[str, Any]


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
