"""The journal: one row for a change or for a reading of a person's file, in the transaction of what it tells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from housing.chain import FIRST, digest
from housing.extensions import db
from housing.models import Event


def record(kind: str, actor: str, now: datetime, application_id: int | None = None, /, **detail: Any) -> None:
    """Writes a row into the transaction under way. `detail` bears no names and no IINs."""
    db.session.flush()
    previous = db.session.scalar(select(Event.hash).order_by(Event.id.desc()).limit(1)) or FIRST
    db.session.add(
        Event(
            at=now, kind=kind, actor=actor, application_id=application_id, detail=detail, previous=previous,
            hash=digest(previous, now, kind, actor, application_id, detail),
        )
    )  # fmt: skip
