"""The place on the register that an application gave, as the person's own page tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from housing.law.register_acts import DATE_ACTS
from housing.storage.extensions import db
from housing.storage.models import Complaint, RegisterAct, RegisterEntry


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """The entry on the register. `list_code`: a category of Article 74(1), or the general list."""

    id: int
    number: str
    settlement: str
    list_code: str
    category_declared: str | None
    registered_at: datetime
    #: Number of the complaint by which it bears the date that it would have had.
    restored_by: str | None
    #: The date before an act that moved it; None: no act did.
    moved_from: datetime | None
    #: In the base from which it was taken over; "": a decision gave it.
    former_number: str


def load_register_places(ids: list[int]) -> dict[int, RegisterPlace]:
    """The standing entry of each application that has one."""
    e = RegisterEntry
    by = select(Complaint.number).where(Complaint.id == e.complaint_id).scalar_subquery().label("restored_by")
    t = RegisterAct
    moved = t.entry_id == e.id, t.kind.in_(DATE_ACTS), t.state == "confirmed"
    before = select(t.was_at).where(*moved).order_by(t.id).limit(1).scalar_subquery().label("moved_from")
    told = (e.settlement, e.list_code, e.category_declared, e.registered_at, e.former_number)
    columns = (e.id, e.number, *told, by, before)
    standing = (e.annulled_at.is_(None),)
    places = load_by_application(e.application_id, *columns, ids=ids, only=standing)
    return {number: RegisterPlace(**row) for number, row in places.items()}


def load_by_application(
    key: Any, *columns: Any, ids: list[int], only: tuple[Any, ...] = ()
) -> dict[int, dict[str, Any]]:
    """By application, the columns by label."""
    rows = db.session.execute(select(key.label("of"), *columns).where(key.in_(ids), *only))
    return {row.of: {name: value for name, value in row._asdict().items() if name != "of"} for row in rows}
