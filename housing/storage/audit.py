"""The journal: one row for a change or for a reading of a person's file, in the transaction of what it tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from housing.storage.extensions import db
from housing.storage.hash_chain import GENESIS_HASH, hash_event
from housing.storage.models import Event

#: Many at once, past the mapper.
ROWS = insert(Event.__table__)


def record(kind: str, actor: str, now: datetime, application_id: int | None = None, /, **detail: Any) -> None:
    """Writes a row into the transaction under way. `detail` bears no names and no IINs."""
    previous = last_hash()
    db.session.add(
        Event(
            at=now,
            kind=kind,
            actor=actor,
            application_id=application_id,
            detail=detail,
            previous=previous,
            hash=hash_event(previous, now, kind, actor, application_id, detail),
        )
    )


def record_each(kind: str, actor: str, now: datetime, told: Iterable[tuple[int, dict[str, Any]]]) -> None:
    """The same for many applications at once, each with its detail: a row for each, chained one after another."""
    previous, rows = last_hash(), []
    for application_id, detail in told:
        own = hash_event(previous, now, kind, actor, application_id, detail)
        rows.append(
            {
                "at": now,
                "kind": kind,
                "actor": actor,
                "application_id": application_id,
                "detail": detail,
                "previous": previous,
                "hash": own,
            }
        )
        previous = own
    if rows:
        db.session.connection().execute(ROWS, rows)


def last_hash() -> str:
    """Of the row that was written last, in the transaction under way too."""
    db.session.flush()
    return db.session.scalar(select(Event.hash).order_by(Event.id.desc()).limit(1)) or GENESIS_HASH
