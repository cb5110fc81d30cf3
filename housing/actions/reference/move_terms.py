"""A change of the calendar, of the hours or of this program moves the due times of open cases, on record and told.

Annex 1, row 4 counts the term in working days; what was decided keeps the calendar of its day. A publication may move
thousands of cases at once while nobody else can write: what can be done beforehand is, and the rest is done for all of
them together.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update

from housing.actions.notice.outbox import MessageValues, compose_message_in
from housing.law.lifecycle import SYSTEM
from housing.queries.reference.calendar import calendar
from housing.queries.reference.moved_terms import MovedTerm, TermTexts, list_moved_terms
from housing.storage import audit
from housing.storage.models import Application, Message
from housing.storage.transaction import DbSession, transaction

#: Cases whose messages are looked up in one statement; and of one transaction, where each may move by itself.
BATCH_SIZE = 500
MOVE_TERM = (
    update(Application.__table__)
    .where(Application.__table__.c.id == bindparam("case"))
    .values(accepted_at=bindparam("accepted"), due_at=bindparam("due"), version=Application.__table__.c.version + 1)
)
#: What was said of an earlier move is said anew, under a key of its own: the provider knows the one before.
RESEND_MESSAGE = (
    update(Message.__table__)
    .where(Message.__table__.c.id == bindparam("message"))
    .values(
        text=bindparam("words"),
        next_at=bindparam("moment"),
        state="waiting",
        attempts=0,
        in_doubt=False,
        series=Message.__table__.c.series + 1,
        provider_id=None,
        sent_at=None,
    )
)


def build_texts(terms: list[MovedTerm], now: datetime) -> TermTexts:
    """What would be told of these moves; to be asked before the transaction, for it takes long."""
    texts: TermTexts = {}
    for term in terms:
        if term.due_moves:
            text_for_term(texts, term, now)
    return texts


def text_for_term(texts: TermTexts, term: MovedTerm, now: datetime) -> str:
    key = term.number, term.after, term.cause
    if key not in texts:
        values = MessageValues(term.number, term.after, term.cause)
        texts[key] = compose_message_in("term_moved", term.language, values, now, term.filed_at)
    return texts[key]


def move_terms(db: DbSession, login: str, now: datetime, texts: TermTexts, catalog: str) -> int:
    """Within a transaction that has changed the calendar; how many due times moved. `texts`: those made beforehand.

    `catalog`: whose publication moves them.
    """
    return move_listed_terms(db, list_moved_terms(calendar(), now, catalog), login, now, texts)


def move_listed_terms(db: DbSession, terms: list[MovedTerm], login: str, now: datetime, texts: TermTexts) -> int:
    """Within the transaction in which these terms were listed; how many due times moved."""
    if not terms:
        return 0
    db.flush()
    db.connection().execute(
        MOVE_TERM, [{"case": term.id, "accepted": term.accepted_at, "due": term.after} for term in terms]
    )
    due = [term for term in terms if term.due_moves]
    moves = [(term.id, {**term_change_detail(term.before, term.after), "cause": term.cause}) for term in due]
    audit.record_each("case.term_moved", login, now, moves)
    begins = [(term.id, term_change_detail(term.began, term.accepted_at)) for term in terms if not term.due_moves]
    audit.record_each("case.acceptance_moved", login, now, begins)
    notify_of_moved_terms(db, due, texts, now)
    db.expire_all()
    return len(due)


def recompute_terms(now: datetime) -> int:
    """Moves the open cases that this version counts otherwise than the one that accepted them; how many moved.

    After an upgrade the rules, or the holidays that the library knows, may be others. Safe to run twice: what stands
    where it should is not touched, and nothing is written where nothing moves. Lot by lot, so that people write in
    between: to move five thousand at once took the line of writers for three quarters of a second of the processor.
    """
    terms = list_moved_terms(calendar(), now)
    texts, moved = build_texts(terms, now), 0
    for first in range(0, len(terms), BATCH_SIZE):
        lot = [term.id for term in terms[first : first + BATCH_SIZE]]
        with transaction() as db:
            moved += move_listed_terms(db, list_moved_terms(calendar(), now, cases=lot), SYSTEM, now, texts)
    return moved


def term_change_detail(before: datetime, after: datetime) -> dict[str, str]:
    return {"before": before.isoformat(), "after": after.isoformat()}


def notify_of_moved_terms(db: DbSession, terms: list[MovedTerm], texts: TermTexts, now: datetime) -> None:
    """One message says when a case is due, and a letter where there is an address; what was told is told anew."""
    words = {term.id: text_for_term(texts, term, now) for term in terms}
    cases = list(words)
    before = [
        one for n in range(0, len(cases), BATCH_SIZE) for one in list_earlier_messages(db, cases[n : n + BATCH_SIZE])
    ]
    if before:
        anew = [{"message": one.id, "words": words[one.application_id], "moment": now} for one in before]
        db.connection().execute(RESEND_MESSAGE, anew)
    known = {one.application_id for one in before}
    new = [
        {
            "application_id": term.id,
            "kind": "term_moved",
            "channel": channel,
            "text": words[term.id],
            "state": "waiting",
            "next_at": now,
            "created_at": now,
        }
        for term in terms
        if term.id not in known
        for channel in (("sms", "email") if term.by_letter else ("sms",))
    ]
    if new:
        db.connection().execute(insert(Message.__table__), new)


class EarlierMessage(NamedTuple):
    """A message that spoke of an earlier move of the case."""

    id: int
    application_id: int


def list_earlier_messages(db: DbSession, cases: list[int]) -> list[EarlierMessage]:
    wanted = select(Message.id, Message.application_id)
    found = db.execute(wanted.where(Message.application_id.in_(cases), Message.kind == "term_moved"))
    return [EarlierMessage(row.id, row.application_id) for row in found]
