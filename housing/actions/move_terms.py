"""A day that becomes a working day or a day off moves the due times of open cases; the move is on record and is told.

Annex 1, row 4 counts the term in working days; what was decided keeps the calendar of its day.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from housing import audit
from housing.actions.outbox import new_key, put, text_of
from housing.models import Application, Message
from housing.queries.calendar import calendar
from housing.queries.moved_terms import moved


def move_terms(db: Any, login: str, now: datetime) -> int:
    """Within a transaction that has changed the calendar; how many due times moved."""
    terms = moved(calendar(), now)
    for term in terms:
        application = db.get_one(Application, term.id)
        application.accepted_at, application.due_at = term.accepted_at, term.after
        application.version += 1
        audit.record(
            "case.term_moved", login, now, application.id, before=term.before.isoformat(), after=term.after.isoformat()
        )
        tell(db, application, now)
    return len(terms)


def tell(db: Any, application: Application, now: datetime) -> None:
    """One message says when it is due; what was said of an earlier move is said anew, under a key of its own."""
    told = list(db.scalars(select(Message).filter_by(application_id=application.id, kind="term_moved")))
    if not told:
        put(db, application, "term_moved", now, due_at=application.due_at)
    for message in told:
        message.text = text_of("term_moved", application, now, due_at=application.due_at)
        message.state, message.attempts, message.in_doubt, message.next_at = "waiting", 0, False, now
        new_key(message)
