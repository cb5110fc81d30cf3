"""To leave the register by one's own signed wish: the signature is the act, and it takes effect at once.

Where nobody can say yet whether the key was revoked it waits until that is known: a stolen key must not end a place.
The Law knows no register against one's will; the other grounds of removal are those of article 73.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.actions.filing.signed_document import SignedDocument
from housing.actions.register.remove import remove_at_own_wish
from housing.actions.register.report_change import NotOnRegister, file_statement, require_place
from housing.actions.signin.challenge import ChallengeSpent, burn_challenge
from housing.law.lifecycle import CITIZEN
from housing.queries.filing.signatures import NOT_CHECKED
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application, RegisterEntry, RegisterStatement
from housing.storage.transaction import DbSession, transaction


def leave_register(application_id: int, who: Who, signed: SignedDocument, rechecks: bool, now: datetime) -> bool:
    """Did it take effect; else it waits for a word about the key. `rechecks`: somebody is going to be asked about it.

    Nobody leaves in another's name: not a representative either. Raises NotOnRegister, ChallengeSpent,
    remove.EntryNotStanding.
    """
    with transaction() as db:
        burn_challenge(db, "statement", signed.evidence["sha256"], now)
        entry = require_place(db, application_id, who)
        application = db.get_one(Application, application_id)
        if application.iin != who.iin:
            raise NotOnRegister
        shown = signed.content.get("about"), signed.content.get("register_number")
        if shown != ("leave", entry.number) or waits_to_leave(db, application_id):
            raise ChallengeSpent
        statement = RegisterStatement(
            application_id=application_id, purpose="leave", state="draft", version=1, drafted_at=now
        )
        db.add(statement)
        db.flush()
        file_statement(db, statement, signed, now)
        audit.record("leave.filed", CITIZEN, now, application_id, statement=statement.number)
        if rechecks and signed.evidence["revocation"] == NOT_CHECKED:
            return False
        end_by_wish(db, statement, entry, now)
        return True


def end_by_wish(db: DbSession, statement: RegisterStatement, entry: RegisterEntry, now: datetime) -> None:
    """Inside the transaction under way. Raises remove.EntryNotStanding."""
    statement.state, statement.answered_at = "settled", now
    remove_at_own_wish(db, entry.id, now)


def end_once_known(db: DbSession, statement: RegisterStatement, now: datetime) -> None:
    """Inside the transaction that learned that the key is good: the place ends, where it still stands."""
    e = RegisterEntry
    wanted = e.application_id == statement.application_id, e.annulled_at.is_(None)
    if statement.state == "open" and (entry := db.scalars(select(e).where(*wanted)).first()):
        end_by_wish(db, statement, entry, now)


def waits_to_leave(db: DbSession, application_id: int) -> bool:
    """It was signed already, and a word about its key is awaited."""
    waiting = {"application_id": application_id, "purpose": "leave", "state": "open"}
    return db.scalar(select(RegisterStatement.id).filter_by(**waiting)) is not None
