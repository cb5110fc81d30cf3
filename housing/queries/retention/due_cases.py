"""Closed cases of which something is over: found by number, and then each looked at for what keeps it.

What keeps a case: a place on the register, or another case under way, of the same person; a complaint, a statement, an
act or a removal that is not settled, a message that has still to go; and a day that nobody knows.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from housing.law.retention import Term, is_over, oldest_kept
from housing.law.working_time import ALMATY
from housing.queries.journal.applicant_events import EVENT_LABELS
from housing.queries.reference.retention import load_law_term
from housing.queries.retention.due_rows import has_live_matter
from housing.storage.extensions import db
from housing.storage.models import (
    Answer,
    Application,
    Complaint,
    Erasure,
    Event,
    Message,
    Paper,
    RegisterAct,
    RegisterEntry,
    RegisterStatement,
    Removal,
    SentFile,
)

#: Cases looked at in one question.
LOT = 200
A = Application
#: Statuses that end a case. Of those that led to no place the documents go before the file.
WITHOUT_PLACE = ("refused", "withdrawn", "annulled", "import_undone")
CLOSED = (*WITHOUT_PLACE, "removed", "passed_on", "returned")
#: What is not settled, each with the state that says so.
UNSETTLED = ((Complaint, "open"), (RegisterStatement, "open"), (Removal, "open"), (RegisterAct, "open"))


def was_erased(*kinds: str) -> ColumnElement[bool]:
    return exists().where(Erasure.application_id == A.id, Erasure.kind.in_(kinds))


def has_any(model: Any, *how: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(model.application_id == A.id, *how)


#: By kind, of which closed cases there is something left to erase.
LEFT: dict[str, ColumnElement[bool]] = {
    "sent_files": and_(has_any(Paper, SentFile.paper_id == Paper.id), ~was_erased("sent_files", "cases")),
    "answers": and_(has_any(Answer), ~was_erased("answers", "cases")),
    "papers": has_any(Paper, Paper.scan != "erased"),
    "cases": ~was_erased("cases"),
}


class ClosedCase(NamedTuple):
    """`iin`: whose it is; no page and no row of the journal is told of it."""

    id: int
    iin: str
    filed_at: datetime
    decided_at: datetime | None


def list_closed_cases(kind: str, term: Term, now: datetime, after: int) -> list[ClosedCase]:
    """Filed before the term, by number behind this one, a lot at most. Whether it is over is another question."""
    statuses = WITHOUT_PLACE if kind == "papers" else CLOSED
    wanted = (
        select(A.id, A.iin, A.filed_at, A.decided_at)
        .where(A.status.in_(statuses), A.filed_at < oldest_kept(term, now), A.id > after, LEFT[kind])
        .order_by(A.id)
        .limit(LOT)
    )
    return [ClosedCase(**row._asdict()) for row in db.session.execute(wanted)]


def is_case_over(kind: str, term: Term, case: ClosedCase, now: datetime) -> bool:
    """Whether its own term is over, and that of the law by which it was filed, and nothing keeps it."""
    closed = load_closing(case)
    least = load_law_term(kind, case.filed_at.astimezone(ALMATY).date())
    over = is_over(closed, term, now) and (least is None or is_over(closed, least, now))
    return over and not is_unsettled(case.id) and not has_live_matter(case.iin)


def load_closing(case: ClosedCase) -> datetime | None:
    """The last thing that happened in it, as the applicant is told of it, or the end of its place.

    None: nobody knows, so nothing is over. Of a file that was taken back as a whole the journal has one row for all.
    """
    told = Event.application_id == case.id, Event.kind.in_(EVENT_LABELS)
    last: datetime | None = db.session.scalar(select(func.max(Event.at)).where(*told))
    left: datetime | None = db.session.scalar(
        select(RegisterEntry.annulled_at).where(RegisterEntry.application_id == case.id)
    )
    known = [one for one in (last, left) if one]
    return max([*known, *([case.decided_at] if case.decided_at else [])]) if known else None


def is_unsettled(application_id: int) -> bool:
    """Something is not settled, or a message has still to go."""
    open_ones = [exists().where(of.application_id == application_id, of.state == state) for of, state in UNSETTLED]
    waiting = exists().where(Message.application_id == application_id, Message.state == "waiting")
    return bool(db.session.scalar(select(or_(*open_ones, waiting))))
