"""To settle a reported change: what comes of it, in words that the person reads; a move of the place is another act."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from housing.actions.notice.outbox import NewMessage, enqueue
from housing.labels import GENERAL_LIST
from housing.law.register_changes import OUTCOMES
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application, RegisterEntry, RegisterStatement, StatementSignature
from housing.storage.transaction import DbSession, transaction


class ChangeAlreadySettled(Exception):
    """Somebody has settled it meanwhile, or its key turned out to be revoked; nothing was changed."""


class CategoryNotPossible(Exception):
    """The person does not stand in the general list: no category can be added there."""


class Settlement(NamedTuple):
    """`outcome`: code of `law.register_changes.OUTCOMES`; `category`: to be asked about, where that is the outcome."""

    outcome: str
    words: str
    category: str = ""


def settle_change(number: str, who: Who, settled: Settlement, now: datetime) -> None:
    """Raises LookupError (not of this branch), ChangeAlreadySettled, CategoryNotPossible."""
    if settled.outcome not in OUTCOMES or not settled.words:
        raise ValueError("what is settled has an outcome and words")
    with transaction() as db:
        found = db.query(RegisterStatement).filter_by(number=number).one_or_none()
        application = db.get_one(Application, found.application_id) if found else None
        if found is None or application is None or who.branch_code not in (None, application.branch_code):
            raise LookupError
        if found.state != "open" or not is_for_official(db, found):
            raise ChangeAlreadySettled
        if settled.outcome == "category":
            ask_about_category(db, application.id, settled.category, now)
        found.state, found.outcome, found.answer = "settled", settled.outcome, settled.words
        found.answered_by, found.answered_at = who.staff_id, now
        enqueue(db, application, NewMessage(f"change {found.id}", "change_settled"), now)
        late = found.due_at is not None and now > found.due_at
        told = {"statement": number, "outcome": settled.outcome, "late": late}
        audit.record("change.settled", who.login, now, application.id, **told)


def ask_about_category(db: DbSession, application_id: int, category: str, now: datetime) -> None:
    """Asked at once by the job that asks about categories; the list changes as soon as a base confirms it."""
    e = RegisterEntry
    entry = db.scalars(select(e).where(e.application_id == application_id, e.annulled_at.is_(None))).first()
    if entry is None or entry.list_code != GENERAL_LIST or not category:
        raise CategoryNotPossible
    entry.category_declared, entry.next_ask_at = category, now


def is_for_official(db: DbSession, statement: RegisterStatement) -> bool:
    """A wish to leave is nobody's to judge: it waits for a word about its key, and is an official's once none came."""
    return statement.purpose == "change" or db.get_one(StatementSignature, statement.id).rechecked == "gave_up"
