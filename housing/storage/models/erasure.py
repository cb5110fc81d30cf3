"""What was erased of a case by the catalog of retention: so that whoever looks for it is told, and not left alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from housing.storage.extensions import UtcDateTime, db


class Erasure(db.Model):  # type: ignore[name-defined,misc]
    """`kind`: a code of `reference_data.retention_kinds.CASE_KINDS`; `number` and `unit`: the term as it was then."""

    __table_args__ = (UniqueConstraint("application_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    number: Mapped[int]
    unit: Mapped[str] = mapped_column(String(6))
