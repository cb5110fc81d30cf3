"""What those who are registered stated and signed: their own, and the reported changes that an official settles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select

from housing.queries.cases.complaints import complaint_access_condition
from housing.queries.cases.paper import FILE_EXTENSIONS, SAFE_SCANS, PaperFile
from housing.queries.filing.filed_papers import FiledPaper, list_statement_papers
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Paper, RegisterEntry, RegisterStatement, Staff, StatementSignature

#: So many on a page of officials: the open ones first by due time, then the newest answers.
MAX_SHOWN = 200
S, A, E, P = RegisterStatement, Application, RegisterEntry, StatementSignature


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """What is written and not signed yet. `version` grows with every change."""

    id: int
    version: int
    what: str
    since: date | None
    text: str
    papers: tuple[FiledPaper, ...]

    @property
    def is_scanned(self) -> bool:
        """Nobody signs a paper that may bear a virus, or did."""
        return not any(paper.is_waiting or paper.is_lost for paper in self.papers)


@dataclass(frozen=True, slots=True)
class FiledStatement:
    """What was signed. `state`: open, settled, void, lapsed; `outcome`: code of `law.register_changes.OUTCOMES`."""

    id: int
    number: str
    purpose: str
    state: str
    what: str
    since: date | None
    text: str
    filed_at: datetime
    accepted_at: datetime
    due_at: datetime
    outcome: str
    answer: str
    answered_at: datetime | None
    official: str | None
    sha256: str
    revocation: str
    rechecked: str


@dataclass(frozen=True, slots=True)
class ReportedChange(FiledStatement):
    """A statement as an official sees it, with whose it is. `register_number`, `list_code`: of the entry that stands;
    None where none does any more.
    """

    application_id: int
    application_number: str
    name: str
    iin: str
    branch_code: str
    settlement: str
    register_number: str | None
    list_code: str | None

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_for_official(self) -> bool:
        """A wish to leave waits for a word about its key, and is an official's once none came."""
        return self.purpose == "change" or self.rechecked == "gave_up"


FILED = (
    *(S.id, S.number, S.purpose, S.state, S.what, S.since, S.text, S.filed_at, S.accepted_at, S.due_at, S.outcome),
    *(S.answer, S.answered_at, Staff.name.label("official"), P.sha256, P.revocation, P.rechecked),
)


def load_statement_draft(application_id: int, purpose: str) -> StatementDraft | None:
    row = db.session.execute(
        select(S.id, S.version, S.what, S.since, S.text).where(
            S.application_id == application_id, S.purpose == purpose, S.state == "draft"
        )
    ).first()
    return StatementDraft(**row._asdict(), papers=list_statement_papers(row.id)) if row else None


def list_filed_statements(application_id: int) -> list[FiledStatement]:
    """Newest first."""
    rows = db.session.execute(
        select(*FILED)
        .join(P, P.statement_id == S.id)
        .outerjoin(Staff, Staff.id == S.answered_by)
        .where(S.application_id == application_id, S.number.is_not(None))
        .order_by(S.id.desc())
    )
    return [FiledStatement(**row._asdict()) for row in rows]


def list_reported_changes(who: Who, *conditions: ColumnElement[bool]) -> list[ReportedChange]:
    """The open ones by due time, then the newest answers; of the official's branch, or of all."""
    rows = db.session.execute(
        select(
            *FILED,
            A.id.label("application_id"),
            A.number.label("application_number"),
            A.name,
            A.iin,
            A.branch_code,
            A.settlement,
            E.number.label("register_number"),
            E.list_code,
        )
        .join(P, P.statement_id == S.id)
        .join(A, A.id == S.application_id)
        .outerjoin(Staff, Staff.id == S.answered_by)
        .outerjoin(E, (E.application_id == A.id) & E.annulled_at.is_(None))
        .where(complaint_access_condition(who), S.number.is_not(None), *conditions)
        .order_by(S.state != "open", S.answered_at.desc(), S.due_at, S.id)
        .limit(MAX_SHOWN)
    )
    return [ReportedChange(**row._asdict()) for row in rows]


def load_reported_change(who: Who, number: str) -> ReportedChange | None:
    """None for another branch's, and for what does not exist."""
    return next(iter(list_reported_changes(who, S.number == number)), None)


def load_statement_paper(paper_id: int, who: Who) -> PaperFile | None:
    """A paper of a filed statement within this official's reach, under a name of ours."""
    found = db.session.execute(
        select(Paper.application_id, Paper.media_type, Paper.content, S.number)
        .join(S, S.id == Paper.statement_id)
        .join(A, A.id == S.application_id)
        .where(Paper.id == paper_id, complaint_access_condition(who), S.number.is_not(None), Paper.scan.in_(SAFE_SCANS))
    ).first()
    if found is None:
        return None
    name = f"{found.number}-{paper_id}.{FILE_EXTENSIONS[found.media_type]}"
    return PaperFile(found.application_id, name, found.media_type, found.content)
