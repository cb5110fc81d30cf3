"""What a decision leaves behind, in the transaction of whoever decides: facts as they were, entry, notice, message."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy import update

from housing import VERSION
from housing.actions.cases.register_entry import Act, add_register_entry, end_entry
from housing.actions.notice.build_notice import DecisionContext, build_notice
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.labels import GENERAL_LIST
from housing.law.lifecycle import MOVES, OPERATOR, SYSTEM, require_move
from housing.notices import NoticeData, compose_notice
from housing.storage import audit
from housing.storage.models import Application, Decision, Notice
from housing.storage.transaction import DbSession

#: No letter or digit that is mistaken for another when read aloud or off paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def record_decision(db: DbSession, told: DecisionContext) -> None:
    """Writes the decision and everything born with it. The law says register or refuse: the caller made sure."""
    application, now, verdict = told.application, told.now, told.law.outcome
    made = require_move(
        "confirm" if told.confirmed_by else verdict, application.status, OPERATOR if told.staff_id else SYSTEM
    )
    decision = build_decision(told)
    db.add(decision)
    db.flush()
    application.status, application.decided_at = made.target, now
    application.claimed_by = application.lease_until = application.next_check_at = None
    application.version += 1
    entry = add_register_entry(db, application, told.facts, decision, told.actor) if verdict == "register" else None
    if application.renewed_at:
        supersede_notice(db, application, now)
    if application.renewed_at and entry is None:
        end_entry(db, application.id, Act("refused_anew", now, decision_id=decision.id))
    issue_notice(
        db, application, build_notice(replace(told, entry=entry), generate_notice_code()), decision_id=decision.id
    )
    unconfirmed = entry is not None and entry.category_declared and entry.list_code == GENERAL_LIST
    kind = "registered_nocat" if unconfirmed else (MOVES[verdict].message or "")
    again = f" {decision.id}" if application.renewed_at else ""
    enqueue(db, application, NewMessage(f"{made.message}{again}", kind), now)
    grounds, unknown = told.law.grounds, list(told.law.unknown)
    audit.record(MOVES[verdict].audit, told.actor, now, application.id, grounds=grounds, unknown=unknown)


def build_decision(told: DecisionContext) -> Decision:
    return Decision(
        application_id=told.application.id,
        outcome=told.law.outcome,
        facts=told.facts.given,
        grounds=told.law.grounds,
        unknown=list(told.law.unknown),
        parameters=told.law.parameters,
        code_version=VERSION,
        staff_id=told.staff_id,
        note=told.note,
        confirmed_by=told.confirmed_by,
        decided_at=told.now,
        note_language=told.note_language,
    )


def generate_notice_code() -> str:
    """59 bits that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def supersede_notice(db: DbSession, application: Application, now: datetime) -> None:
    """What an earlier act told is in force no more: of an application one notice is."""
    in_force = Notice.application_id == application.id, Notice.replaced_at.is_(None)
    db.execute(update(Notice).where(*in_force).values(replaced_at=now))


def issue_notice(
    db: DbSession,
    application: Application,
    data: NoticeData,
    replaces_id: int | None = None,
    decision_id: int | None = None,
) -> Notice:
    """Stores the notice with its texts, which never change afterwards."""
    texts = compose_notice(data)
    notice = Notice(
        application_id=application.id,
        kind=data.kind,
        number=data.number,
        code=data.code,
        code_sha256=hashlib.sha256(data.code.encode()).hexdigest(),
        texts=texts,
        sha256=hashlib.sha256("".join(texts[language] for language in sorted(texts)).encode()).hexdigest(),
        issued_at=data.issued_at,
        replaces_id=replaces_id,
        reason=data.reason,
        decision_id=decision_id,
    )
    db.add(notice)
    return notice
