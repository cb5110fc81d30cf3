"""To report a change: written and saved, signed by a key, filed with a number and a term, settled by an official.

Nothing moves by a report: a place changes by an act of its own, after what the state bases say or two officials found.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select, update

from housing.actions.filing.attach import MAX_FILES, ExaminedFile, FileRejected, next_document, store_file
from housing.actions.filing.signed_document import SignedDocument
from housing.actions.signin.challenge import ChallengeSpent, burn_challenge
from housing.law.lifecycle import CITIZEN
from housing.law.register_changes import CHANGES
from housing.law.working_time import ALMATY
from housing.queries.filing.filed_papers import list_statement_papers
from housing.queries.reference.term import build_change_term
from housing.queries.signin.representation import may_act
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import (
    Application,
    Paper,
    RegisterEntry,
    RegisterStatement,
    ResidenceQuestion,
    StatementSignature,
)
from housing.storage.transaction import DbSession, transaction

LETTER = "Ө"
LONGEST = 2000


class NotOnRegister(Exception):
    """The person has no place on the register, or it is not theirs to speak of."""


class ChangeAnswers(NamedTuple):
    """`what`: code of `law.register_changes.CHANGES`; `since`: from which day; `text`: in the person's own words."""

    what: str
    since: date
    text: str


def save_change(
    application_id: int, who: Who, answers: ChangeAnswers, files: list[ExaminedFile], now: datetime
) -> None:
    """Over what was drafted before, which the files are added to.

    Raises NotOnRegister, attach.FileRejected (too many; nothing is saved then), ValueError for a day to come.
    """
    if answers.what not in CHANGES or answers.since > now.astimezone(ALMATY).date():
        raise ValueError(answers.what)
    with transaction() as db:
        require_place(db, application_id, who)
        draft = load_draft(db, application_id, "change")
        if draft is None:
            draft = RegisterStatement(
                application_id=application_id, purpose="change", state="draft", version=0, drafted_at=now
            )
            db.add(draft)
            audit.record("change.drafted", CITIZEN, now, application_id)
        draft.what, draft.since, draft.text = answers
        draft.version += 1
        db.flush()
        add_files(db, draft, files, now)


def add_files(db: DbSession, draft: RegisterStatement, files: list[ExaminedFile], now: datetime) -> None:
    if len(list_statement_papers(draft.id)) + len(files) > MAX_FILES:
        raise FileRejected("files")
    for made in files:
        made.paper.statement_id, made.paper.document = draft.id, next_document(db, draft.application_id)
        store_file(db, draft.application_id, made)
        audit.record("paper.filed", CITIZEN, now, draft.application_id, kind=made.paper.kind, scan=made.paper.scan)


def remove_change_paper(application_id: int, who: Who, paper_id: int, now: datetime) -> None:
    """Out of the draft; one that is gone already is no fault. Raises NotOnRegister."""
    with transaction() as db:
        require_place(db, application_id, who)
        draft = load_draft(db, application_id, "change")
        paper = db.scalar(select(Paper).where(Paper.id == paper_id, Paper.statement_id == draft.id)) if draft else None
        if draft is None or paper is None:
            return
        db.delete(paper)
        draft.version += 1
        audit.record("paper.removed", CITIZEN, now, application_id, kind=paper.kind)


def file_change(application_id: int, who: Who, signed: SignedDocument, now: datetime) -> str:
    """Files the report that was frozen, shown and signed; its number. Raises NotOnRegister, ChallengeSpent."""
    with transaction() as db:
        burn_challenge(db, "statement", signed.evidence["sha256"], now)
        require_place(db, application_id, who)
        draft = load_draft(db, application_id, "change")
        # What was signed is what is filed: another answer in another window meanwhile asks for a new signature.
        shown = signed.content.get("statement"), signed.content.get("version")
        if draft is None or (draft.id, draft.version) != shown:
            raise ChallengeSpent
        if any(paper.is_waiting or paper.is_lost for paper in list_statement_papers(draft.id)):
            raise ChallengeSpent
        file_statement(db, draft, signed, now)
        if draft.what == "residence":
            answer_question(db, draft, now)
        audit.record("change.filed", CITIZEN, now, application_id, statement=draft.number, what=draft.what)
        return str(draft.number)


def file_statement(db: DbSession, statement: RegisterStatement, signed: SignedDocument, now: datetime) -> None:
    """Inside the transaction under way: numbered, with its term and its evidence."""
    term = build_change_term(now)
    statement.state, statement.filed_at = "open", now
    statement.accepted_at, statement.due_at = term.accepted_at, term.due_at
    statement.number = f"{now.astimezone(ALMATY):%y%m}-{LETTER}-{statement.id:06d}"
    db.add(StatementSignature(statement_id=statement.id, **signed.evidence))


def answer_question(db: DbSession, statement: RegisterStatement, now: datetime) -> None:
    """Whether they moved is answered by what they say of where they live."""
    q = ResidenceQuestion
    asked = update(q).where(q.application_id == statement.application_id, q.answered_at.is_(None))
    db.execute(asked.values(answered_at=now, statement_id=statement.id))


def require_place(db: DbSession, application_id: int, who: Who) -> RegisterEntry:
    """The standing entry of a case that is this person's to speak of. Raises NotOnRegister."""
    application = db.get(Application, application_id)
    e = RegisterEntry
    entry = db.scalars(select(e).where(e.application_id == application_id, e.annulled_at.is_(None))).first()
    if application is None or entry is None or not may_act(application, who):
        raise NotOnRegister
    return entry


def load_draft(db: DbSession, application_id: int, purpose: str) -> RegisterStatement | None:
    s = RegisterStatement
    wanted = s.application_id == application_id, s.purpose == purpose, s.state == "draft"
    return db.scalars(select(s).where(*wanted)).first()
