"""What was erased: of a case, for whoever looks for it there, and in the last round of the night."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from housing.labels import N_
from housing.law.retention import Term, Unit, is_over
from housing.reference_data.retention_kinds import CASE_KINDS, RETENTION_KINDS, RETENTION_TITLES
from housing.storage.extensions import db
from housing.storage.models import Erasure, Event

#: Nothing of a file is erased sooner than this after it came: whoever opens a younger one need not ask.
UNTOUCHED = min((RETENTION_KINDS[kind].least for kind in CASE_KINDS), key=lambda term: term.shortest)


#: What each is called beside the one file that it was of.
PART_TITLES = {**RETENTION_TITLES, "cases": N_("The whole file")}


class ErasedPart(NamedTuple):
    """`title`: of what was erased, a message id; `term`: as it was then."""

    kind: str
    title: str
    at: datetime
    term: Term


class LastSweep(NamedTuple):
    """`erased`: how much, by kind: rows, drafts or cases."""

    at: datetime
    erased: dict[str, int]


def list_erased_parts(application_id: int, filed_at: datetime | None, now: datetime) -> list[ErasedPart]:
    """In the order of the catalog; the whole file says all."""
    if not is_over(filed_at, UNTOUCHED, now):
        return []
    rows = db.session.execute(
        select(Erasure.kind, Erasure.at, Erasure.number, Erasure.unit).where(Erasure.application_id == application_id)
    )
    found = {row.kind: build_part(row.kind, row.at, row.number, row.unit) for row in rows}
    return [found["cases"]] if "cases" in found else [found[kind] for kind in CASE_KINDS if kind in found]


def build_part(kind: str, at: datetime, number: int, unit: Unit) -> ErasedPart:
    return ErasedPart(kind, PART_TITLES[kind], at, Term(number, unit))


def load_last_sweep() -> LastSweep | None:
    wanted = select(Event.at, Event.detail).where(Event.kind == "data.swept").order_by(Event.id.desc()).limit(1)
    row = db.session.execute(wanted).first()
    return LastSweep(row.at, row.detail.get("erased", {})) if row else None
