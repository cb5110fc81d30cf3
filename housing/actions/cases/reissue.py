"""To reissue: a slip in a notice is corrected by a new one, and the old one says that it was replaced.

Administrative Procedural Code, article 82: slips are corrected within three working days. Nothing is decided again: the
new notice tells the same decision, of the same facts, and the date in the queue stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from housing.actions.cases.record_decision import generate_notice_code, issue_notice
from housing.actions.notice.build_notice import DecisionContext, build_notice
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.law.lifecycle import DECIDED_STATUSES
from housing.notices import NoticeData
from housing.queries.filing.facts import load_case_facts
from housing.queries.filing.notice import load_next_number, number_root
from housing.queries.register.place import is_own_entry
from housing.storage import audit
from housing.storage.models import Application, Decision, Message, Notice, RecordedFinding, RegisterEntry
from housing.storage.transaction import DbSession, transaction


class NoticeReplacedMeanwhile(Exception):
    """The notice was replaced or withdrawn meanwhile, or is another branch's."""


class OutcomeChangedMeanwhile(Exception):
    """Today's rules would tell these facts otherwise than they were decided: a new notice could not say the same."""


@dataclass(frozen=True, slots=True)
class Correction:
    """`name`: the applicant as the notice is to address them; `reason`: what is corrected; they read it."""

    name: str
    reason: str
    #: kk or ru, in which the reason is written; "": in both.
    language: str = ""


def reissue_notice(notice_id: int, branch_code: str | None, correction: Correction, actor: str, now: datetime) -> None:
    """Raises NoticeReplacedMeanwhile or OutcomeChangedMeanwhile; then nothing was changed."""
    with transaction() as db:
        old = db.get(Notice, notice_id)
        application = db.get(Application, old.application_id) if old else None
        if old is None or application is None or old.replaced_at or application.branch_code != branch_code:
            raise NoticeReplacedMeanwhile
        # Of a removal, and of the place that is given back after it, there is another notice than that of the decision.
        if application.status not in DECIDED_STATUSES or old.kind not in DECIDED_STATUSES:
            raise NoticeReplacedMeanwhile
        data = build_corrected_notice(db, application, old, correction, now)
        old.replaced_at = now
        db.flush()  # of an application one notice is in force at any moment
        issue_notice(db, application, data, old.id, old.decision_id)
        notify_of_correction(db, application, now)
        audit.record("notice.reissued", actor, now, application.id, old=old.number, new=data.number)


def build_corrected_notice(
    db: DbSession, application: Application, old: Notice, correction: Correction, now: datetime
) -> NoticeData:
    """What the decision leaves to be told, as it was decided, with the correction."""
    decision = db.scalars(select(Decision).filter_by(application_id=application.id, cancelled_at=None)).one()
    entry = load_register_entry(db, application) if application.status == "registered" else None
    standing = RecordedFinding.application_id == application.id, RecordedFinding.set_aside_at.is_(None)
    findings = db.execute(select(RecordedFinding.fact, RecordedFinding.value).where(*standing)).all()
    facts = replace(load_case_facts(application.id), given=decision.facts)
    law = facts.evaluate()
    if (law.outcome, law.grounds) != (decision.outcome, decision.grounds):
        raise OutcomeChangedMeanwhile
    found = {row.fact: row.value for row in findings}
    told = DecisionContext(
        application=application,
        facts=facts,
        law=law,
        now=now,
        entry=entry,
        staff_id=decision.staff_id,
        note=decision.note,
        findings=found,
        decided_at=decision.decided_at,
        note_language=decision.note_language,
    )
    data = build_notice(told, generate_notice_code())
    return replace(
        data,
        number=load_next_number(application.id, number_root(old.number)),
        applicant=correction.name,
        replaces=old.number,
        replaced_from=old.issued_at,
        reason=correction.reason,
        reason_language=correction.language,
    )


def load_register_entry(db: DbSession, application: Application) -> RegisterEntry | None:
    """The place that its decision gave: its own, or the one that the person had already and that got its date."""
    e = RegisterEntry
    standing = is_own_entry(application), e.annulled_at.is_(None)
    wanted = select(e).where(*standing).order_by(e.application_id != application.id)
    found: RegisterEntry | None = db.scalars(wanted).first()
    return found


def notify_of_correction(db: DbSession, application: Application, now: datetime) -> None:
    """One message is enough: a correction of a correction says the same and stands in the account."""
    told = select(Message.id).filter_by(application_id=application.id, kind="reissued", to_iin="")
    if db.scalar(told) is None:
        enqueue(db, application, NewMessage("reissued"), now)
