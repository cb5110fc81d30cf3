"""Is what is kept of somebody's applications what Kezek wrote: asked as they are read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from housing.queries.journal.row_seals import are_rows_sealed
from housing.storage.extensions import db
from housing.storage.models import Application, Decision, RegisterEntry


def are_altered(applications: Sequence[int]) -> bool:
    """True where an application, a decision of it or its place on the register was changed past Kezek."""
    rows = [(Application.__tablename__, one) for one in applications]
    for table in (Decision, RegisterEntry):
        found = db.session.scalars(select(table.id).where(table.application_id.in_(applications)))
        rows += [(table.__tablename__, one) for one in found]
    return not are_rows_sealed(*rows)
