"""To say that a database is wrong: kept with what it said, signed with the application, settled by a person.

It moves that one fact and nothing else; the rest of the application does not wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from housing.actions.filing.answer import require_draft
from housing.actions.filing.attach import Examiners, examine_file, next_document, store_file
from housing.storage import audit
from housing.storage.models import Application, Dispute, Paper
from housing.storage.transaction import DbSession, transaction

LONGEST = 1000


class DisputeDocument(NamedTuple):
    """A file that shows it, as it was sent."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class DisputeStatement:
    """What a person says of a record. `recorded`: what the database says; `note`: their words, cut at LONGEST."""

    fact: str
    recorded: Any
    note: str
    document: DisputeDocument | None = None


def dispute_fact(draft_id: int, statement: DisputeStatement, now: datetime, examiners: Examiners | None = None) -> None:
    """Puts the person's words beside what the database said; again replaces the words before.

    A document is looked at by `examiners`. Raises NoDraft, attach.FileRejected.
    """
    document, fact = statement.document, statement.fact
    if document and examiners is None:
        raise ValueError("a document is looked at before it is kept")
    filed = examine_file("other", *document, now, examiners) if document and examiners else None
    with transaction() as db:
        draft = require_draft(db, draft_id)
        delete_dispute(db, draft, fact)
        if filed:
            filed.paper.document = next_document(db, draft.id)
        paper_id = store_file(db, draft.id, filed) if filed else None
        db.add(
            Dispute(
                application_id=draft.id,
                fact=fact,
                said=statement.recorded,
                note=statement.note[:LONGEST],
                at=now,
                paper_id=paper_id,
            )
        )
        draft.version += 1
        audit.record("fact.disputed", "citizen", now, draft.id, fact=fact)


def withdraw_dispute(draft_id: int, fact: str, now: datetime) -> None:
    """The database's value counts again. Raises NoDraft."""
    with transaction() as db:
        draft = require_draft(db, draft_id)
        if delete_dispute(db, draft, fact):
            draft.version += 1
            audit.record("fact.undisputed", "citizen", now, draft.id, fact=fact)


def delete_dispute(db: DbSession, draft: Application, fact: str) -> bool:
    found = db.scalar(select(Dispute).where(Dispute.application_id == draft.id, Dispute.fact == fact))
    if found is None:
        return False
    paper_id = found.paper_id
    db.delete(found)
    db.flush()
    if paper_id:
        db.execute(delete(Paper).where(Paper.id == paper_id))
    return True
