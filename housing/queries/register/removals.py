"""Removals from the register: those of an entry, those that wait for a second official, those yet to be told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased

from housing.law.removal import GROUNDS, RemovalGround
from housing.law.removal_clock import untold_step
from housing.law.working_time import ALMATY
from housing.queries.cases.four_eyes import may_answer_proposal
from housing.queries.cases.paper import FILE_EXTENSIONS, SAFE_SCANS, PaperFile
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import (
    Application,
    Complaint,
    Decision,
    Notice,
    Paper,
    RegisterAct,
    RegisterEntry,
    Removal,
    SealedNotice,
    Staff,
)

R, A, E = Removal, Application, RegisterEntry
#: So many on a page, the longest waiting first.
MAX_SHOWN = 200
WAITS = R.state == "open"
UNTOLD = and_(R.state == "confirmed", R.told_at.is_(None))


@dataclass(frozen=True, slots=True)
class RemovalRecord:
    """A removal of an entry as an official reads it. Names are "" where the person or a state base began it.

    `sealed`: its notice bears the bank's seal.
    """

    id: int
    ground: str
    reason: str
    facts: dict[str, Any]
    origin: str
    source: str
    paper_id: int | None
    note: str
    proposed_by_id: int | None
    proposed_by: str
    proposed_at: datetime
    state: str
    heard_until: datetime | None
    opinion: str
    opinion_text: str
    opinion_at: datetime | None
    answered_by: str
    answered_at: datetime | None
    comment: str
    notice_number: str | None
    notice_due_on: date | None
    told_at: datetime | None
    told_by: str
    sealed: bool
    complaint: str | None
    cancelled_at: datetime | None

    @property
    def law(self) -> RemovalGround:
        return GROUNDS[self.ground]

    @property
    def happened_on(self) -> date | None:
        day = self.facts.get("on")
        return date.fromisoformat(day) if day else None

    @property
    def waits(self) -> bool:
        return self.state == "open"

    def is_heard(self, now: datetime) -> bool:
        """The person may still say what they think, and has not."""
        return self.waits and self.opinion_at is None and self.heard_until is not None and now <= self.heard_until

    @property
    def is_untold(self) -> bool:
        return self.state == "confirmed" and self.told_at is None


class WaitingRemoval(NamedTuple):
    """A removal in a list: one that waits to be confirmed, or of which nothing shows that the person was told."""

    id: int
    register_number: str
    name: str
    branch_code: str
    ground: str
    proposed_by: str
    proposed_at: datetime
    heard_until: datetime | None
    opinion: str
    answered_at: datetime | None
    notice_due_on: date | None
    sealed: bool

    def days_waiting(self, today: date) -> int:
        return (today - self.proposed_at.astimezone(ALMATY).date()).days

    def step(self, today: date) -> int:
        """0: there is time; 1: the last day comes near; 2: it is over."""
        return untold_step(self.notice_due_on, today) if self.notice_due_on else 0


PROPOSER, ANSWERER = aliased(Staff), aliased(Staff)
IS_SEALED = exists().where(SealedNotice.notice_id == R.notice_id).label("sealed")


def list_removals(entry_id: int) -> list[RemovalRecord]:
    """Newest first."""
    return list_records(R.entry_id == entry_id)


def load_last_removal(application_id: int) -> RemovalRecord | None:
    """Of the entry that an application gave."""
    return next(iter(list_records(R.application_id == application_id)), None)


def list_hearings(application_ids: Collection[int]) -> set[int]:
    """Of these applications, those whose applicant may say now what they think of a removal."""
    asked = WAITS, R.heard_until.is_not(None), R.opinion == "", R.application_id.in_(application_ids)
    return set(db.session.scalars(select(R.application_id).where(*asked))) if application_ids else set()


def list_records(wanted: ColumnElement[bool]) -> list[RemovalRecord]:
    rows = db.session.execute(
        select(
            R.id,
            R.ground,
            R.reason,
            R.facts,
            R.origin,
            R.source,
            R.paper_id,
            R.note,
            R.proposed_by.label("proposed_by_id"),
            func.coalesce(PROPOSER.name, "").label("proposed_by"),
            R.proposed_at,
            R.state,
            R.heard_until,
            R.opinion,
            R.opinion_text,
            R.opinion_at,
            func.coalesce(ANSWERER.name, "").label("answered_by"),
            R.answered_at,
            R.comment,
            Notice.number.label("notice_number"),
            R.notice_due_on,
            R.told_at,
            R.told_by,
            IS_SEALED,
            Complaint.number.label("complaint"),
            R.cancelled_at,
        )
        .outerjoin(PROPOSER, PROPOSER.id == R.proposed_by)
        .outerjoin(ANSWERER, ANSWERER.id == R.answered_by)
        .outerjoin(Notice, Notice.id == R.notice_id)
        .outerjoin(Complaint, Complaint.id == R.complaint_id)
        .where(wanted)
        .order_by(R.id.desc())
    )
    return [RemovalRecord(**row._asdict()) for row in rows]


def list_waiting_removals(branch_code: str | None) -> list[WaitingRemoval]:
    """Those that nobody has answered, the oldest first. `branch_code`: of that branch; None: of all."""
    return list_rows(WAITS, branch_code, R.proposed_at)


def list_untold_removals(branch_code: str | None) -> list[WaitingRemoval]:
    """Those of which nothing shows yet that the person was told, the earliest last day first."""
    return list_rows(UNTOLD, branch_code, R.notice_due_on)


def list_rows(wanted: Any, branch_code: str | None, order: Any) -> list[WaitingRemoval]:
    here = (A.branch_code == branch_code,) if branch_code else ()
    rows = db.session.execute(
        select(
            R.id,
            E.number.label("register_number"),
            A.name,
            A.branch_code,
            R.ground,
            func.coalesce(PROPOSER.name, "").label("proposed_by"),
            R.proposed_at,
            R.heard_until,
            R.opinion,
            R.answered_at,
            R.notice_due_on,
            IS_SEALED,
        )
        .join(E, E.id == R.entry_id)
        .join(A, A.id == R.application_id)
        .outerjoin(PROPOSER, PROPOSER.id == R.proposed_by)
        .where(wanted, *here)
        .order_by(order, R.id)
        .limit(MAX_SHOWN)
    )
    return [WaitingRemoval(**row._asdict()) for row in rows]


def may_confirm(removal: RemovalRecord, branch_code: str, who: Who) -> bool:
    """Whether it waits for this official, too."""
    return removal.waits and may_answer_proposal(removal.proposed_by_id, branch_code, who)


def list_registered_family(application_id: int) -> list[dict[str, Any]]:
    """Those registered together: by the decision in force; of who followed somebody, by the act that made them."""
    t = RegisterAct
    made = select(t.facts).where(t.successor_id == application_id, t.state == "confirmed")
    if (followed := db.session.scalar(made)) is not None:
        return list(followed.get("family") or ())
    in_force = Decision.application_id == application_id, Decision.cancelled_at.is_(None)
    facts = db.session.scalar(select(Decision.facts).where(*in_force)) or {}
    return list(facts.get("family") or ())


def load_removal_paper(paper_id: int, branch_codes: Collection[str]) -> PaperFile | None:
    """The document of a removal within these branches; its name is ours."""
    p = Paper
    row = db.session.execute(
        select(p.application_id, E.number, p.media_type, p.content)
        .join(R, R.paper_id == p.id)
        .join(E, E.id == R.entry_id)
        .join(A, A.id == p.application_id)
        .where(p.id == paper_id, A.branch_code.in_(branch_codes), p.scan.in_(SAFE_SCANS))
    ).first()
    if row is None:
        return None
    name = f"{row.number}-removal.{FILE_EXTENSIONS[row.media_type]}"
    return PaperFile(row.application_id, name, row.media_type, row.content)
