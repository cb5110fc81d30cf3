"""One entry of an inventory, for the official who looks at it and for the person whom it asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from housing.law.register_acts import SUCCEEDED
from housing.queries.register.entry import WAS_CHECKED
from housing.queries.signin.representation import is_visible_to
from housing.queries.signin.session import Who
from housing.storage.extensions import db, execute_core
from housing.storage.models import Application, Inventory, InventoryCheck, Paper, RegisterAct, RegisterEntry, Staff

N, C, E, A = Inventory, InventoryCheck, RegisterEntry, Application


@dataclass(frozen=True, slots=True)
class CheckFile:
    """`found`: (ground, facts) each; `facts`: of that day, as `flask evaluate` takes them; `official`: who settled."""

    id: int
    inventory_id: int
    inventory: str
    entry_id: int
    number: str
    application_id: int
    application_number: str
    branch_code: str
    name: str
    iin: str
    settlement: str
    list_code: str
    state: str
    outcome: str
    asked_at: datetime | None
    silent: str
    found: list[tuple[str, tuple[str, ...]]]
    unknown: list[str]
    facts: dict[str, Any]
    answer_by: date | None
    answer: str
    note: str
    paper_id: int | None
    paper_scan: str | None
    answered_at: datetime | None
    reminded_at: datetime | None
    official: str | None
    words: str
    closed_at: datetime | None


def select_holder_then() -> Any:
    """Whose the place was when a check of it ended: by the first succession, or its undoing, since; else as it is."""
    t = RegisterAct
    of_place = t.entry_id == C.entry_id, t.kind == SUCCEEDED, t.state.in_(("confirmed", "cancelled"))
    undone = select(t.successor_id).where(*of_place, t.answered_at < C.closed_at, t.cancelled_at >= C.closed_at)
    since = select(t.application_id).where(*of_place, t.answered_at >= C.closed_at)
    held = undone.order_by(t.id.desc()), since.order_by(t.id)
    return func.coalesce(*(one.limit(1).correlate(C).scalar_subquery() for one in held), E.application_id)


HELD_THEN = select_holder_then()
OWN_COLUMNS = ("id", "inventory_id", "entry_id", "state", "outcome", "asked_at", "silent", "found", "unknown", "facts")
ANSWER_COLUMNS = ("answer_by", "answer", "note", "paper_id", "answered_at", "reminded_at", "words", "closed_at")
FILE = (
    select(*[getattr(C, name) for name in (*OWN_COLUMNS, *ANSWER_COLUMNS)])
    .add_columns(N.name.label("inventory"), E.number, A.id.label("application_id"), E.settlement, E.list_code)
    .add_columns(A.number.label("application_number"), A.branch_code, A.name, A.iin)
    .add_columns(Paper.scan.label("paper_scan"), Staff.name.label("official"))
    .select_from(C)
    .join(N, N.id == C.inventory_id)
    .join(E, E.id == C.entry_id)
    .join(A, A.id == HELD_THEN)
    .outerjoin(Staff, Staff.id == C.staff_id)
    .outerjoin(Paper, Paper.id == C.paper_id)
)
FOR_OFFICIAL = FILE.where(C.id == bindparam("id"), or_(bindparam("branch") == "", A.branch_code == bindparam("branch")))


def load_check(check_id: int, branch: str | None) -> CheckFile | None:
    """`branch` None: of all."""
    row = execute_core(FOR_OFFICIAL, {"id": check_id, "branch": branch or ""}).first()
    return build_file(row) if row else None


def is_of_holder(check: Any, held_since: Any) -> ColumnElement[bool]:
    """It did not end with the place of whoever held it before."""
    return or_(check.closed_at.is_(None), check.closed_at > held_since)


def load_asking_check(who: Who, application_number: str) -> CheckFile | None:
    """What an inventory last asked this person about the application; None where none has."""
    # What was asked of whoever held the place before was closed as it passed on: it is nobody else's to read.
    own = is_visible_to(who), A.number == application_number, C.answer_by.is_not(None), is_of_holder(C, A.created_at)
    row = db.session.execute(FILE.where(*own).order_by(C.id.desc()).limit(1)).first()
    return build_file(row) if row else None


def build_file(row: Any) -> CheckFile:
    given = row._asdict()
    found = [(ground, tuple(facts)) for ground, facts in given["found"] or ()]
    return CheckFile(**{**given, "found": found, "unknown": given["unknown"] or [], "facts": given["facts"] or {}})


class OwnCheck(NamedTuple):
    """How the inventory stands for somebody's entry. `checked_at`: None: never here; `state`: of an open check
    that asked them, "" where none does.
    """

    checked_at: datetime | None
    outcome: str
    state: str
    answer_by: date | None


D = aliased(C)
SINCE = select(A.created_at).where(A.id == E.application_id).scalar_subquery()
LAST = (
    select(D.outcome)
    .where(D.entry_id == E.id, D.closed_at.is_not(None), is_of_holder(D, SINCE))
    .order_by(D.id.desc())
    .limit(1)
)
OWN = (
    select(
        E.application_id, WAS_CHECKED.label("checked_at"), LAST.scalar_subquery().label("outcome"), C.state, C.answer_by
    )
    .outerjoin(C, (C.entry_id == E.id) & C.closed_at.is_(None) & C.answer_by.is_not(None))
    .where(E.application_id.in_(bindparam("cases", expanding=True)), E.annulled_at.is_(None))
)


def load_own_checks(application_ids: list[int]) -> dict[int, OwnCheck]:
    """By application, of those that stand on the register."""
    rows = execute_core(OWN, {"cases": application_ids})
    return {
        row.application_id: OwnCheck(row.checked_at, row.outcome or "", row.state or "", row.answer_by) for row in rows
    }
