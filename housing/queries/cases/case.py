"""A case as an official sees it: what is asked, who holds it, papers, history, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select

from housing.law.lifecycle import DECIDABLE_STATUSES, DECIDED_STATUSES, MOVES, OPEN_STATUSES
from housing.law.register_moves import FORMER_BASE
from housing.law.working_time import term_days
from housing.queries.cases.participants import AT_HEAD_OFFICE, HEAD_OFFICE, JUDGED_BY_HEAD_OFFICE, took_part
from housing.queries.filing.case_records import RECORD_COLUMNS, ApplicationRecord, build_application_record
from housing.queries.reference.calendar import calendar
from housing.queries.signin.representation import Representative
from housing.queries.signin.session import Who
from housing.storage.extensions import execute_core
from housing.storage.models import Application, Representation, Staff

#: The head office works at what nobody of the branch is left for.
WORKERS = ("operator", "supervisor", HEAD_OFFICE)
#: Of the person's other applications the newest so many.
MAX_EARLIER = 1000
#: Of a case that nobody holds now.
NO_HOLDER = {"holder_id": None, "holder": None, "lease_until": None}


@dataclass(frozen=True, slots=True)
class Case:
    """`holder_id`, `holder`: of a lease that has not run out. `renewed_at`: a complaint opened it anew.

    `barred`: the reader took part in the act that was cancelled; `at_head_office`: nobody of the branch is left.
    `language`: of the application, kk or ru. `represented`: who acts for the applicant.
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
    phone: str | None
    email: str | None
    language: str
    #: What its facts rest on, of its own row.
    record: ApplicationRecord
    represented: Representative | None

    @property
    def term(self) -> int:
        """The term of its basis in working days."""
        return term_days(self.accepted_at, self.basis, calendar())

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_taken_over(self) -> bool:
        """Nothing was filed or decided here: there is no term, no proposal and no decision."""
        return self.basis == FORMER_BASE

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
        return self.status in DECIDED_STATUSES or self.status in MOVES["restore"].sources


@dataclass(frozen=True, slots=True)
class EarlierApplication:
    """Another application of the same person."""

    number: str
    branch_code: str
    status: str
    filed_at: datetime


def case_access_conditions(who: Who | CaseReader) -> list[ColumnElement[bool]]:
    """Officials reach the cases of their branch; the auditor, who only reads, those of all.

    The head office reaches what nobody of a branch is left for, and what its official took part in.
    """
    if who.role == "head_office":
        theirs = took_part(Application.id, who.staff_id)
        return [or_(AT_HEAD_OFFICE, JUDGED_BY_HEAD_OFFICE, theirs)]
    return [] if who.role == "auditor" else [Application.branch_code == who.branch_code]


class CaseReader(NamedTuple):
    """Who reads a case, as a statement that is built once asks for them."""

    role: str
    branch_code: Any
    staff_id: Any


A, R = Application, Representation
ME: BindParameter[int] = bindparam("me")
CASE_COLUMNS = (
    A.id,
    A.number,
    A.branch_code,
    A.name,
    A.iin,
    A.status,
    A.version,
    A.basis,
    A.settlement,
    A.category,
    A.filed_at,
    A.accepted_at,
    A.due_at,
    A.next_check_at,
    A.renewed_at,
    A.counts_from,
    and_(A.renewed_at.is_not(None), took_part(A.id, ME)).label("barred"),
    and_(A.renewed_at.is_not(None), AT_HEAD_OFFICE).label("at_head_office"),
    A.claimed_by.label("holder_id"),
    Staff.name.label("holder"),
    A.lease_until,
    A.phone,
    A.email,
    A.language,
)
#: Called as the fields of Representative, for those of the applicant stand beside them.
REPRESENTED = tuple(getattr(R, field.name).label(f"by_{field.name}") for field in fields(Representative))
BESIDE = (column for column in RECORD_COLUMNS if column.key not in {one.key for one in CASE_COLUMNS})
CASES = (
    select(*CASE_COLUMNS, *REPRESENTED, *BESIDE)
    .outerjoin(Staff, Staff.id == A.claimed_by)
    .outerjoin(R, R.application_id == A.id)
    .order_by(A.due_at, A.id)
)
CASE_NAMES = tuple(column.key for column in CASE_COLUMNS)
HEAD_OFFICE_CASES = CASES.where(A.renewed_at.is_not(None), AT_HEAD_OFFICE)


@lru_cache(maxsize=16)
def select_case(role: str) -> Select[*tuple[Any, ...]]:
    reader = CaseReader(role, bindparam("branch"), ME)
    return CASES.where(A.number == bindparam("number"), *case_access_conditions(reader))


def load_case(number: str, who: Who, now: datetime) -> Case | None:
    """A filed application within this official's reach; None where there is none."""
    return next(iter(list_cases(select_case(who.role), who, now, number)), None)


def list_head_office_cases(who: Who, now: datetime) -> list[Case]:
    """What the head office decides anew, by due time."""
    return list_cases(HEAD_OFFICE_CASES, who, now)


def list_cases(wanted: Select[*tuple[Any, ...]], who: Who, now: datetime, number: str = "") -> list[Case]:
    given = {"me": who.staff_id, "branch": who.branch_code, "number": number}
    return [build_case(row._mapping, now) for row in execute_core(wanted, given)]


def build_case(row: Mapping[str, Any], now: datetime) -> Case:
    said = {name: row[name] for name in CASE_NAMES}
    if said["lease_until"] is None or said["lease_until"] <= now:
        said |= NO_HOLDER
    by = {field.name: row[f"by_{field.name}"] for field in fields(Representative)}
    represented = Representative(**by) if by["iin"] else None
    return Case(**said, record=build_application_record(row), represented=represented)


EARLIER = (
    select(A.number, A.branch_code, A.status, A.filed_at)
    .where(A.iin == bindparam("iin"), A.id != bindparam("case"), A.number.is_not(None))
    .order_by(A.filed_at.desc())
    .limit(MAX_EARLIER)
)


def list_earlier_applications(case_id: int, iin: str) -> list[EarlierApplication]:
    """The person's other applications, in whatever branch."""
    rows = execute_core(EARLIER, {"case": case_id, "iin": iin})
    return [EarlierApplication(**row._asdict()) for row in rows]
