"""Settlements and branches, kept in the process: they change by migration or by the reference screens alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import current_app
from sqlalchemy import select

from housing.extensions import db
from housing.models import Branch, Settlement


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
    """A branch of the bank."""

    code: str
    name_kk: str
    name_ru: str
    name_en: str
    serves: tuple[str, ...]

    def name(self, language: str) -> str:
        return {"kk": self.name_kk, "ru": self.name_ru}.get(language, self.name_en)


def places() -> dict[str, Place]:
    return _places(str(current_app.config["SQLALCHEMY_DATABASE_URI"]))


@lru_cache(maxsize=4)
def _places(_database: str) -> dict[str, Place]:
    rows = db.session.scalars(select(Settlement).order_by(Settlement.code))
    return {r.code: Place(r.code, r.parent_code, r.kind, r.name_kk, r.name_ru, r.applies) for r in rows}


def offices() -> dict[str, Office]:
    return _offices(str(current_app.config["SQLALCHEMY_DATABASE_URI"]))


@lru_cache(maxsize=4)
def _offices(_database: str) -> dict[str, Office]:
    rows = db.session.scalars(select(Branch).order_by(Branch.code))
    return {r.code: Office(r.code, r.name_kk, r.name_ru, r.name_en, tuple(r.serves)) for r in rows}


def settlement_name(code: str | None, language: str, with_parent: bool = False) -> str:
    """The name, or the code itself where the classifier lacks it; with its region where names repeat."""
    place = places().get(code or "")
    if place is None:
        return code or ""
    parent = places().get(place.parent_code or "") if with_parent else None
    return f"{place.name(language)}, {parent.name(language)}" if parent else place.name(language)


def choices(language: str) -> list[tuple[str, str]]:
    """What an applicant may choose: cities of republican significance first, then by name."""
    listed = [place for place in places().values() if place.applies]
    listed.sort(key=lambda p: (p.kind != "city_republican", p.name(language)))
    return [(p.code, settlement_name(p.code, language, with_parent=True)) for p in listed]


def branch_for(settlement: str) -> str:
    """The branch that serves a settlement. Raises LookupError when none does."""
    for office in offices().values():
        if settlement.startswith(office.serves):
            return office.code
    raise LookupError(settlement)
