"""A case as an official sees it: what is asked, who holds it, papers, history, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from housing.law.lifecycle import DECIDABLE_STATUSES, DECIDED_STATUSES, OPEN_STATUSES
from housing.law.working_time import term_days
from housing.queries.cases.participants import AT_HEAD_OFFICE, HEAD_OFFICE, JUDGED_BY_HEAD_OFFICE, took_part
from housing.queries.reference.calendar import calendar
from housing.queries.reference.source_settings import source_title
from housing.queries.signin.session import Who
from housing.registries import SOURCES
from housing.storage.extensions import db
from housing.storage.models import Application, Event, Staff

#: The head office works at what nobody of the branch is left for.
WORKERS = ("operator", "supervisor", HEAD_OFFICE)
#: The newest so many events are told, of the newest so many rows; the journal keeps all.
HISTORY_LENGTH, ROWS_READ = 100, 1000
#: Of a case that nobody holds now.
NO_HOLDER = {"holder_id": None, "holder": None, "lease_until": None}
#: What a decision that was taken, or proposed, leaves in the journal.
DECISION_EVENTS = {"register": ("application.registered",), "refuse": ("application.refused", "refusal.proposed")}
#: What fills a history without telling anything about the case: it stands in the journal.
HIDDEN_EVENTS = (
    "draft.opened", "draft.answered", "draft.represented", "draft.rules_told", "paper.filed", "paper.moved",
    "paper.removed", "paper.scanned", "fact.disputed", "fact.undisputed", "application.checking", "file.opened",
    "signature.rechecked", "notice.sealed", "note.saved",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """`holder_id`, `holder`: of a lease that has not run out. `renewed_at`: a complaint opened it anew.

    `barred`: the reader took part in the act that was cancelled; `at_head_office`: nobody of the branch is left.
    """

    id: int
    number: str
    branch_code: str
    name: str
    iin: str
    status: str
    version: int
    basis: str
    settlement: str
    category: str | None
    filed_at: datetime
    accepted_at: datetime
    due_at: datetime
    next_check_at: datetime | None
    renewed_at: datetime | None
    counts_from: datetime | None
    barred: bool
    at_head_office: bool
    holder_id: int | None
    holder: str | None
    lease_until: datetime | None

    @property
    def term(self) -> int:
        """The term of its basis in working days."""
        return term_days(self.accepted_at, self.basis, calendar())

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_decidable(self) -> bool:
        return self.status in DECIDABLE_STATUSES

    def may_be_decided_by(self, staff_id: int) -> bool:
        """May this official decide it now: it is undecided and no colleague holds it."""
        return self.is_decidable and not self.barred and self.holder_id in (None, staff_id)

    def may_be_worked_by(self, role: str) -> bool:
        """Theirs to work at who reaches it: the branch's, or the head office's where the server gave it there."""
        return role in WORKERS and (self.at_head_office or role != HEAD_OFFICE)

    @property
    def is_decided(self) -> bool:
        return self.status in DECIDED_STATUSES


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """An event of the journal. `who`: an official's name, "" where `actor` is citizen or system. `times`: in a row.

    `silent_titles`: titles (message ids) of the sources that did not answer.
    """

    at: datetime
    kind: str
    actor: str
    who: str
    detail: dict[str, Any]
    times: int = 1

    @property
    def silent_titles(self) -> list[str]:
        return [source_title(source) for source in self.detail.get("silent", ()) if source in SOURCES]


@dataclass(frozen=True, slots=True)
class EarlierApplication:
    """Another application of the same person."""

    number: str
    branch_code: str
    status: str
    filed_at: datetime


def case_access_conditions(who: Who) -> list[ColumnElement[bool]]:
    """Officials reach the cases of their branch; the auditor, who only reads, those of all.

    The head office reaches what nobody of a branch is left for, and what its official took part in.
    """
    if who.role == "head_office":
        theirs = took_part(Application.id, who.staff_id)
        return [or_(AT_HEAD_OFFICE, JUDGED_BY_HEAD_OFFICE, theirs)]
    return [] if who.role == "auditor" else [Application.branch_code == who.branch_code]


def load_case(number: str, who: Who, now: datetime) -> Case | None:
    """A filed application within this official's reach; None where there is none."""
    return next(iter(list_cases(who, now, Application.number == number, *case_access_conditions(who))), None)


def list_head_office_cases(who: Who, now: datetime) -> list[Case]:
    """What the head office decides anew, by due time."""
    return list_cases(who, now, Application.renewed_at.is_not(None), AT_HEAD_OFFICE)


def list_cases(who: Who, now: datetime, *wanted: ColumnElement[bool]) -> list[Case]:
    a = Application
    rows = db.session.execute(
        select(
            a.id,
            a.number,
            a.branch_code,
            a.name,
            a.iin,
            a.status,
            a.version,
            a.basis,
            a.settlement,
            a.category,
            a.filed_at,
            a.accepted_at,
            a.due_at,
            a.next_check_at,
            a.renewed_at,
            a.counts_from,
            and_(a.renewed_at.is_not(None), took_part(a.id, who.staff_id)).label("barred"),
            and_(a.renewed_at.is_not(None), AT_HEAD_OFFICE).label("at_head_office"),
            a.claimed_by.label("holder_id"),
            Staff.name.label("holder"),
            a.lease_until,
        )
        .outerjoin(Staff, Staff.id == a.claimed_by)
        .where(*wanted)
        .order_by(a.due_at, a.id)
    ).all()
    held = [row.lease_until is not None and row.lease_until > now for row in rows]
    return [Case(**row._asdict() | ({} if own else NO_HOLDER)) for row, own in zip(rows, held, strict=True)]


def list_history(case_id: int) -> list[HistoryEvent]:
    """Newest first; the same thing several times in a row is told once, as is who left a case and came back to it."""
    e = Event
    rows = db.session.execute(
        select(e.at, e.kind, e.actor, Staff.name, e.detail)
        .outerjoin(Staff, Staff.login == e.actor)
        .where(e.application_id == case_id, e.kind.not_in(HIDDEN_EVENTS))
        .order_by(e.id.desc())
        .limit(ROWS_READ)
    )
    told: list[HistoryEvent] = []
    for at, kind, actor, who, detail in rows:
        last = told[-1] if told else None
        if last and (last.kind, last.actor, kind) == ("case.claimed", actor, "case.released"):
            continue
        if last and (last.kind, last.actor, last.detail) == (kind, actor, detail):
            told[-1] = HistoryEvent(last.at, kind, actor, last.who, detail, last.times + 1)
        else:
            told.append(HistoryEvent(at, kind, actor, who or "", detail))
    return told[:HISTORY_LENGTH]


def is_decided_by(case_id: int, login: str, verdict: str) -> bool:
    """Whether the last thing that happened is that this official took, or proposed, this very decision."""
    last = next(iter(list_history(case_id)), None)
    return last is not None and last.actor == login and last.kind in DECISION_EVENTS.get(verdict, ())


def list_earlier_applications(case_id: int, iin: str) -> list[EarlierApplication]:
    """The person's other applications, in whatever branch."""
    a = Application
    rows = db.session.execute(
        select(a.number, a.branch_code, a.status, a.filed_at)
        .where(a.iin == iin, a.id != case_id, a.number.is_not(None))
        .order_by(a.filed_at.desc())
        .limit(ROWS_READ)
    )
    return [EarlierApplication(**row._asdict()) for row in rows]
