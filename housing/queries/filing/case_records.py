"""All that the facts of an application rest on, read once: in four questions, whatever is made of it then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, exists, func, literal, null, or_, select, union_all

from housing.queries.filing.filed_papers import FiledPaper, list_filed_papers
from housing.storage.extensions import db, execute_core
from housing.storage.lookup import LookupList
from housing.storage.models import Answer, Application, Dispute, FamilyConsent, RecordedFinding, RegisterEntry, Staff

A, E = Application, RegisterEntry
CASE: BindParameter[int] = bindparam("case")


@dataclass(frozen=True, slots=True)
class ApplicationRecord:
    """`consented`: IINs of the family members whose consent, given here, stands.

    `on_register`: the person has another place; of a case decided anew, the place that they got here since is none, for
    the case gets the earlier date.
    """

    id: int
    iin: str
    basis: str | None
    settlement: str | None
    representative_iin: str
    created_at: datetime
    filed_at: datetime | None
    decided_at: datetime | None
    consent_withdrawn_at: datetime | None
    answers: dict[str, Any]
    consented: list[str]
    on_register: bool


class KeptAnswer(NamedTuple):
    """What a state base said about somebody."""

    source: str
    about: str
    state: str
    facts: dict[str, Any]
    request_id: str
    asked_at: datetime


class KeptFinding(NamedTuple):
    """What an official found about a fact, and on what it rests."""

    value: Any
    note: str
    official: str
    at: datetime


class KeptDispute(NamedTuple):
    """A fact of which the applicant says that the database is wrong. `said`: what it said then."""

    fact: str
    said: Any
    note: str
    at: datetime
    paper_id: int | None


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """`answers`: as they came; `findings`: by fact, those that count; `disputes`: in their order."""

    application: ApplicationRecord
    answers: list[KeptAnswer]
    findings: dict[str, KeptFinding]
    disputes: list[KeptDispute]
    papers: tuple[FiledPaper, ...]


CONSENTED = (
    select(func.json_group_array(FamilyConsent.iin, type_=LookupList()))
    .where(FamilyConsent.application_id == A.id, FamilyConsent.state == "given")
    .scalar_subquery()
)
ELSEWHERE = exists().where(
    E.iin == A.iin,
    E.application_id != A.id,
    E.annulled_at.is_(None),
    or_(A.renewed_at.is_(None), E.settlement != A.settlement, E.registered_at < A.counts_from),
)
#: What an application's own row says, and two things that are counted beside it.
RECORD_COLUMNS = (
    A.id,
    A.iin,
    A.basis,
    A.settlement,
    A.representative_iin,
    A.created_at,
    A.filed_at,
    A.decided_at,
    A.consent_withdrawn_at,
    A.answers,
    CONSENTED.label("consented"),
    ELSEWHERE.label("on_register"),
)
RECORD = select(*RECORD_COLUMNS).where(A.id == CASE)
RECORD_NAMES = tuple(RECORD.selected_columns.keys())
ANSWERS = (
    select(Answer.source, Answer.about, Answer.state, Answer.facts, Answer.request_id, Answer.asked_at)
    .where(Answer.application_id == CASE)
    .order_by(Answer.id)
)
F, D = RecordedFinding, Dispute
FOUND = (
    select(literal("found").label("kind"), F.id, F.fact, F.value, F.note, Staff.name.label("official"), F.at)
    .add_columns(null().label("paper_id"))
    .join(Staff, Staff.id == F.staff_id)
    .where(F.application_id == CASE, F.set_aside_at.is_(None))
)
DISPUTED = select(literal("disputed"), D.id, D.fact, D.said, D.note, literal(""), D.at, D.paper_id).where(
    D.application_id == CASE
)
#: `value`: of a dispute what the database said. By their order a dispute that was made later stands later.
REMARKS = union_all(FOUND, DISPUTED).order_by("kind", "id")


def build_application_record(row: Mapping[str, Any]) -> ApplicationRecord:
    """Of a row that has RECORD_COLUMNS, and whatever else."""
    return ApplicationRecord(**{name: row[name] for name in RECORD_NAMES})


def load_case_records(application_id: int) -> CaseRecords:
    """Raises NoResultFound where there is no such application."""
    db.session.flush()  # within a transaction what it has just found or filed counts
    row = execute_core(RECORD, {"case": application_id}).one()
    return complete_case_records(build_application_record(row._mapping))


def complete_case_records(application: ApplicationRecord) -> CaseRecords:
    """With what stands in other tables."""
    given = {"case": application.id}
    findings, disputes = dict[str, KeptFinding](), list[KeptDispute]()
    for row in execute_core(REMARKS, given):
        if row.kind == "found":
            findings[row.fact] = KeptFinding(row.value, row.note, row.official, row.at)
        else:
            disputes.append(KeptDispute(row.fact, row.value, row.note, row.at, row.paper_id))
    answers = [KeptAnswer(**row._asdict()) for row in execute_core(ANSWERS, given)]
    return CaseRecords(application, answers, findings, disputes, list_filed_papers(application.id))
