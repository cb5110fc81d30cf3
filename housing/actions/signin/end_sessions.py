"""To end sessions of an official: one, all but one, or all. Whoever sits at them is signed out with their next step."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete

from housing.queries.signin.session import NAME_LENGTH
from housing.storage import audit
from housing.storage.models import SignedInSession
from housing.storage.transaction import count_changed, transaction


def end_session(staff_id: int, name: str, by: str, now: datetime) -> int:
    """The one of that name, where it is theirs; how many ended."""
    found = name if len(name) == NAME_LENGTH and name.isalnum() else ""
    return delete_sessions(
        staff_id, SignedInSession.token_hash.startswith(found) if found else SignedInSession.token_hash == "", by, now
    )


def end_other_sessions(staff_id: int, session: str, by: str, now: datetime) -> int:
    """All but the one with that hash; all where it is empty."""
    return delete_sessions(staff_id, SignedInSession.token_hash != session, by, now)


def delete_sessions(staff_id: int, which: ColumnElement[bool], by: str, now: datetime) -> int:
    with transaction() as db:
        done = count_changed(db, delete(SignedInSession).where(SignedInSession.staff_id == staff_id, which))
        if done:
            audit.record("staff.sessions_ended", by, now, None, staff=staff_id, sessions=done)
        return done
