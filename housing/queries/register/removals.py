"""Removals from the register: those of an entry, those that wait for a second official, those yet to be told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from housing.storage.extensions import db
from housing.storage.models import Decision


def list_registered_family(application_id: int) -> list[dict[str, Any]]:
    """Whoever was registered together with the person: as the decision in force has them."""
    in_force = Decision.application_id == application_id, Decision.cancelled_at.is_(None)
    facts = db.session.scalar(select(Decision.facts).where(*in_force)) or {}
    return list(facts.get("family") or ())
