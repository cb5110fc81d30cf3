"""What becomes of a statement once it is known whether its key had been revoked before it signed."""

from __future__ import annotations

from datetime import datetime

from housing.actions.notice.outbox import NewMessage, enqueue
from housing.actions.register.leave import end_once_known
from housing.law.lifecycle import SYSTEM
from housing.storage import audit
from housing.storage.models import Application, RegisterStatement, StatementSignature
from housing.storage.transaction import transaction


def record_statement_check(statement_id: int, result: str, now: datetime) -> None:
    """`result`: good, revoked, gave_up. A statement by a revoked key was never the person's: it does not count."""
    with transaction() as db:
        signature = db.get_one(StatementSignature, statement_id)
        statement = db.get_one(RegisterStatement, statement_id)
        signature.rechecked, signature.rechecked_at = result, now
        audit.record("signature.rechecked", SYSTEM, now, statement.application_id, result=result)
        if result == "good" and statement.purpose == "leave":
            end_once_known(db, statement, now)
        if result == "revoked":
            # One that was answered before has told that under this very kind already.
            kind = f"change {statement.id} void" if statement.state == "settled" else f"change {statement.id}"
            told, statement.state = NewMessage(kind, "change_settled"), "void"
            enqueue(db, db.get_one(Application, statement.application_id), told, now)
            audit.record("change.voided", SYSTEM, now, statement.application_id, statement=statement.number)
