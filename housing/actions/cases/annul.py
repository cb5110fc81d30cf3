"""To annul: what a revoked key signed was never filed. An act of its own, with a notice (Law, article 73(3))."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from housing.actions.cases.record_decision import (
    generate_notice_code,
    issue_notice,
    supersede_notice,
)
from housing.actions.cases.register_entry import Act, close_removal_alerts, end_entry
from housing.actions.cases.tell_refused import tell_refused
from housing.actions.notice.build_notice import build_notice_header, complaint_deadline
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.law.lifecycle import SYSTEM, require_move
from housing.notices import NoticeData, NoticeText, build_texts
from housing.presentation.formats import format_datetime
from housing.queries.reference.complaint_bodies import list_complaint_bodies
from housing.queries.signin.representation import load_representative
from housing.queries.staff.officials import load_accountable_name
from housing.storage import audit
from housing.storage.models import Application, Decision, Removal
from housing.storage.transaction import DbSession


def annul_application(db: DbSession, application: Application, signed_at: datetime, now: datetime) -> None:
    """Inside the transaction under way: nothing of it counts, the person is told. Raises lifecycle.MoveNotAllowed."""
    made, was = require_move("annul", application.status, SYSTEM), application.status
    application.status, application.decided_at = made.target, application.decided_at or now
    application.claimed_by = application.lease_until = application.next_check_at = None
    application.version += 1
    end_entry(db, application.id, Act("annulled", now))
    in_force = Removal.application_id == application.id, Removal.state == "confirmed"
    db.execute(update(Removal).where(*in_force).values(state="cancelled", cancelled_at=now))
    close_removal_alerts(db, application.id, None, now)
    standing = Decision.application_id == application.id, Decision.cancelled_at.is_(None)
    db.execute(update(Decision).where(*standing).values(cancelled_at=now))
    supersede_notice(db, application, now)
    issue_notice(db, application, build_annulment_notice(application, signed_at, now))
    again = f" {application.version}" if application.renewed_at else ""
    enqueue(db, application, NewMessage(f"{made.message}{again}", made.message or ""), now)
    tell_refused(db, [application.iin], now)
    audit.record(made.audit, SYSTEM, now, application.id, was=was)


def build_annulment_notice(application: Application, signed_at: datetime, now: datetime) -> NoticeData:
    """The ground, the fact, its source, and how to complain (law.md, part 7)."""
    by = load_representative(application.id)
    header = build_notice_header(application, by, "annulled", generate_notice_code(), now, now)

    def build_text(language: str) -> NoticeText:
        return NoticeText(
            findings=(describe_revoked_key(signed_at),),
            finding_sources=(describe_authority_answer(now),),
            complaint_bodies=tuple(list_complaint_bodies(language, header["numbers"])),
        )

    return NoticeData(
        **header,
        official=load_accountable_name(application.branch_code),
        automatic=True,
        texts=build_texts(build_text),
        complain_until=complaint_deadline(now, application),
    )


def describe_revoked_key(signed_at: datetime) -> str:
    when = format_datetime(signed_at)
    return _("The application was signed on %(when)s. By then the certificate of the key was revoked.", when=when)


def describe_authority_answer(now: datetime) -> str:
    return _("The certification authority's answer about the certificate, as of %(at)s", at=format_datetime(now))
