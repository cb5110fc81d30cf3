"""To erase of closed cases what is over: raw answers, files, documents, and in the end the whole file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from housing.actions.retention.erase_rows import record_erased
from housing.actions.retention.erased_columns import EMPTIED, EVIDENCE
from housing.actions.retention.erased_notice import write_erased_text
from housing.law.retention import Term
from housing.queries.retention.due_cases import ClosedCase, is_case_over
from housing.storage.models import (
    Answer,
    Application,
    Erasure,
    FamilyConsent,
    InventoryCheck,
    Notice,
    Paper,
    RegisterEntry,
    RegisterStatement,
    RevocationCheck,
    SealedNotice,
    SentFile,
    Signature,
    StatementSignature,
)
from housing.storage.transaction import DbSession, count_changed, transaction

#: Cases of a transaction.
LOT = 20
CHECKED = {"found": None, "unknown": None, "facts": None, "note": "", "words": ""}


def erase_of_cases(kind: str, term: Term, cases: list[ClosedCase], now: datetime) -> int:
    """Of cases that were over when they were looked at, in transactions of a lot each; how many are.

    What keeps a case is asked again where nobody else can write.
    """
    done = 0
    for at in range(0, len(cases), LOT):
        with transaction() as db:
            over = [case.id for case in cases[at : at + LOT] if is_case_over(kind, term, case, now)]
            rows = sum(erase_of_case(db, kind, term, case, now) for case in over)
            record_erased(kind, term, rows, now, len(over))
        done += len(over)
    return done


def erase_of_case(db: DbSession, kind: str, term: Term, application_id: int, now: datetime) -> int:
    """Within the transaction under way; how many rows were emptied or deleted."""
    rows = ERASERS[kind](db, application_id)
    if kind == "cases":
        rows += empty_notices(db, application_id, term, now)
    told = db.scalar(select(Erasure).where(Erasure.application_id == application_id, Erasure.kind == kind))
    if told is None:
        db.add(told := Erasure(application_id=application_id, kind=kind))
    told.at, told.number, told.unit = now, term.number, term.unit
    return rows


def empty_rows(db: DbSession, table: Any, where: Any, values: dict[str, Any]) -> int:
    return count_changed(db, update(table).where(where).values(values).execution_options(synchronize_session=False))


def empty_of_files(db: DbSession, application_id: int, values: dict[str, Any]) -> int:
    """Of the files as they were sent."""
    papers = select(Paper.id).where(Paper.application_id == application_id)
    return empty_rows(db, SentFile, SentFile.paper_id.in_(papers), values)


def empty_sent_files(db: DbSession, application_id: int) -> int:
    return empty_of_files(db, application_id, {"content": b""})


def empty_signers(db: DbSession, application_id: int) -> int:
    """Who had signed the files."""
    return empty_of_files(db, application_id, {"signatures": []})


def empty_answers(db: DbSession, application_id: int) -> int:
    return empty_rows(db, Answer, Answer.application_id == application_id, {"raw": b"", "request": None})


def empty_papers(db: DbSession, application_id: int) -> int:
    """The files as they were sent say the same, and go with them."""
    emptied = {"filename": "", "content": b"", "scan": "erased"}
    own = Paper.application_id == application_id
    return empty_rows(db, Paper, own, emptied) + empty_sent_files(db, application_id)


def empty_file(db: DbSession, application_id: int) -> int:
    """All of the file but its notices."""
    rows = empty_sent_files(db, application_id) + empty_signers(db, application_id)
    for table, values in EMPTIED.items():
        whose = table.id if table is Application else table.application_id
        rows += empty_rows(db, table, whose == application_id, values)
    signed = select(Signature.id).where(Signature.application_id == application_id)
    rows += empty_rows(db, RevocationCheck, RevocationCheck.signature_id.in_(signed), {"evidence": None})
    said = select(RegisterStatement.id).where(RegisterStatement.application_id == application_id)
    rows += empty_rows(db, StatementSignature, StatementSignature.statement_id.in_(said), EVIDENCE)
    places = select(RegisterEntry.id).where(RegisterEntry.application_id == application_id)
    rows += empty_rows(db, InventoryCheck, InventoryCheck.entry_id.in_(places), CHECKED)
    gone = delete(FamilyConsent).where(FamilyConsent.application_id == application_id)
    return rows + count_changed(db, gone.execution_options(synchronize_session=False))


def empty_notices(db: DbSession, application_id: int, term: Term, now: datetime) -> int:
    """In place of their texts stands when and why they were erased; their fingerprints and codes stay."""
    own = select(Notice.id).where(Notice.application_id == application_id)
    sealed = empty_rows(db, SealedNotice, SealedNotice.notice_id.in_(own), {"content": b""})
    return sealed + empty_rows(
        db, Notice, Notice.application_id == application_id, {"texts": write_erased_text(term, now)}
    )


ERASERS = {"sent_files": empty_sent_files, "answers": empty_answers, "papers": empty_papers, "cases": empty_file}
