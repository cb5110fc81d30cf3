"""What an official keeps of the queue: filters under a name of their own."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import db


class SavedFilter(db.Model):  # type: ignore[name-defined,misc]
    """`query`: the address of the list, after its question mark; it bears no names and no IINs."""

    __table_args__ = (UniqueConstraint("staff_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[str] = mapped_column(String(300))
