"""Whether a code was asked for in this browser a moment ago, and for whom: as it was typed there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.queries.signin.session import hash_token
from housing.storage.extensions import db
from housing.storage.models import OneTimeCode


def load_asked_iin(session: str, now: datetime) -> str:
    """The IIN for which a sign-in code may be entered here; "" where there is none."""
    c = OneTimeCode
    own = c.session_hash == hash_token(session), c.purpose == "sign-in"
    live = c.used_at.is_(None), c.tries_left > 0, c.expires_at > now
    return db.session.scalar(select(c.iin).where(*own, *live).order_by(c.id.desc()).limit(1)) or ""
