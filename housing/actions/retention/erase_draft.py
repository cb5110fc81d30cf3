"""To erase a draft that nobody filed: after its term, or because whoever fills it in asks for it.

Of it stays one empty row that the journal names: that a draft was begun and what was done with it, and nobody's name.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from housing.law.lifecycle import CITIZEN, SYSTEM, require_move
from housing.law.retention import Term, is_over
from housing.queries.retention.due_drafts import last_change
from housing.storage import audit
from housing.storage.models import (
    Answer,
    Application,
    Dispute,
    FamilyConsent,
    KeptAnswer,
    Message,
    Paper,
    PhoneCheck,
    Representation,
)
from housing.storage.transaction import DbSession, transaction

#: All that a draft has, what names another of them first.
OF_DRAFT = (Dispute, Paper, Answer, FamilyConsent, Message, Representation)


def erase_due_draft(draft_id: int, term: Term, now: datetime) -> bool:
    """False where it was filed or changed meanwhile."""
    with transaction() as db:
        draft = db.get(Application, draft_id)
        if draft is None or draft.status != "draft" or not is_over(last_change(draft_id), term, now):
            return False
        empty_draft(db, draft, SYSTEM, now)
        return True


def erase_own_drafts(iin: str, now: datetime) -> int:
    """All that a person fills in, for themselves and for others, and what was kept for a moment; how many drafts.

    What others fill in about them is not theirs to erase; of whoever has filed, the phone belongs to the file.
    """
    a = Application
    with transaction() as db:
        own = select(a).where(a.iin == iin, a.representative_iin == "", a.status == "draft")
        for_others = select(a).where(a.representative_iin == iin, a.status == "draft")
        drafts = [*db.scalars(own), *db.scalars(for_others)]
        for draft in drafts:
            empty_draft(db, draft, CITIZEN, now)
        filed = db.scalar(select(a.id).where(a.iin == iin, a.number.is_not(None)).limit(1))
        for table in (KeptAnswer,) if filed else (KeptAnswer, PhoneCheck):
            if (kept := db.get(table, iin)) is not None:
                db.delete(kept)
        return len(drafts)


def empty_draft(db: DbSession, draft: Application, actor: str, now: datetime) -> None:
    """Within the transaction under way."""
    move = require_move("erase", draft.status, actor)
    for table in OF_DRAFT:
        # The mapper need not look: nothing of these is read again in this transaction.
        gone = delete(table).where(table.application_id == draft.id)
        db.execute(gone.execution_options(synchronize_session=False))
    draft.status, draft.version = move.target, draft.version + 1
    draft.iin = draft.representative_iin = draft.name = draft.name_key = draft.given_key = draft.name_order = ""
    draft.answers, draft.answered, draft.silent_sources = {}, {}, ""
    draft.phone = draft.email = draft.basis = draft.settlement = draft.category = draft.represented_until = None
    audit.record(move.audit, actor, now, draft.id)
