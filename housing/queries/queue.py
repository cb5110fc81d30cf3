"""The operators' queue: whose cases, by due time, a page at a time by key; how many; and what is found by a search."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, literal, or_, select, text, true, tuple_

from housing.extensions import Moment, db
from housing.lifecycle import DECIDABLE
from housing.models import Application, Staff
from housing.models.application import STILL_OPEN
from housing.working_time import term_days

PAGE = 50
#: Beyond this a count says "more than"; to count further would cost more than it tells.
MOST = 1000
#: So many free cases are tried before "there is nothing to take" is said.
TRIED = 20
WHOSE = ("mine", "branch", "unassigned", "escalated")
SORTS = ("due", "-due")
LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who looks and when: the branch, the official, the moment."""

    branch: str | None
    me: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of the queue; "" means any. `after`: the (due_at, id) of the last row of the page before."""

    whose: str = "branch"
    basis: str = ""
    status: str = ""
    sort: str = "due"
    after: tuple[datetime, int] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list. `holder`: who holds a lease that has not run out."""

    id: int
    number: str
    name: str
    iin: str
    basis: str
    settlement: str
    accepted_at: datetime
    due_at: datetime
    status: str
    escalation: int
    holder_id: int | None
    holder: str | None
    lease_until: datetime | None

    @property
    def term(self) -> int:
        """The term of its basis in working days."""
        return term_days(self.accepted_at, self.basis)

    @property
    def free(self) -> bool:
        return self.holder is None and self.status in DECIDABLE


class Listed(NamedTuple):
    """`following`: the key of the next page, or None."""

    rows: list[Row]
    following: str | None


A = Application
BRANCH, ME = A.branch_code == bindparam("branch"), bindparam("me")
NOW = bindparam("now", type_=Moment)
#: As text, word for word that of the partial index: with bound values the database would not see that it fits.
OPEN_NOW = text(STILL_OPEN)
HELD = and_(A.claimed_by.is_not(None), A.lease_until > NOW)
FREE = and_(A.status.in_(DECIDABLE), or_(A.claimed_by.is_(None), A.lease_until <= NOW))
WHOSE_IS: dict[str, Any] = {
    "mine": and_(A.claimed_by == ME, A.lease_until > NOW),
    "branch": true(),
    "unassigned": FREE,
    "escalated": A.escalation > 0,
}
ROWS = select(
    A.id, A.number, A.name, A.iin, A.basis, A.settlement, A.accepted_at, A.due_at, A.status, A.escalation,
    A.claimed_by, Staff.name, A.lease_until,
).outerjoin(Staff, and_(Staff.id == A.claimed_by, HELD)).where(BRANCH)  # fmt: skip


@lru_cache(maxsize=64)
def listing(whose: str, by_basis: bool, by_status: bool, sort: str, paged: bool) -> Select[Any]:
    """The statement of a combination of filters, built once."""
    wanted = ROWS.where(OPEN_NOW, WHOSE_IS[whose])
    if by_basis:
        wanted = wanted.where(A.basis == bindparam("basis"))
    if by_status:
        wanted = wanted.where(A.status == bindparam("status"))
    key = tuple_(A.due_at, A.id)
    last = tuple_(bindparam("due", type_=Moment), bindparam("last"))
    if paged:
        wanted = wanted.where(key < last if sort == "-due" else key > last)
    order = (A.due_at.desc(), A.id.desc()) if sort == "-due" else (A.due_at, A.id)
    return wanted.order_by(*order).limit(PAGE + 1)


def queue(desk: Desk, asked: Asked) -> Listed:
    """A page of the queue."""
    statement = listing(asked.whose, bool(asked.basis), bool(asked.status), asked.sort, asked.after is not None)
    due, last = asked.after or (None, None)
    values = {"basis": asked.basis, "status": asked.status, "due": due, "last": last}
    rows = found(statement, desk, **{name: value for name, value in values.items() if value})
    return Listed(rows[:PAGE], key_of(rows[PAGE - 1]) if len(rows) > PAGE else None)


def found(statement: Select[Any], desk: Desk, **values: Any) -> list[Row]:
    given = {"branch": desk.branch, "me": desk.me, "now": desk.now, **values}
    return [Row(*row) for row in db.session.execute(statement, given)]


def key_of(row: Row) -> str:
    return f"{int(row.due_at.timestamp())}-{row.id}"


def read_key(sent: str) -> tuple[datetime, int] | None:
    """What `key_of` wrote; None for anything else."""
    read = re.fullmatch(r"([0-9]{1,10})-([0-9]{1,15})", sent)
    return (datetime.fromtimestamp(int(read[1]), UTC), int(read[2])) if read else None


@lru_cache(maxsize=1)
def counting() -> Select[Any]:
    def count(whose: Any) -> Any:
        capped = select(literal(1)).select_from(A).where(BRANCH, OPEN_NOW, whose).limit(MOST + 1)
        return select(func.count()).select_from(capped.subquery()).scalar_subquery()

    return select(*(count(WHOSE_IS[whose]).label(whose) for whose in WHOSE))


def counts(desk: Desk) -> dict[str, int]:
    """How many cases each tab holds, counted up to MOST + 1."""
    counted = db.session.execute(counting(), {"branch": desk.branch, "me": desk.me, "now": desk.now}).one()
    return dict(zip(WHOSE, counted, strict=True))


def kind_of(sought: str) -> str:
    """What somebody searches by: `number`, `iin`, `name`, or "" when it is none of them."""
    digits = re.sub(r"\s", "", sought)
    if re.fullmatch(r"[0-9]{10}", digits):
        return "number"
    if re.fullmatch(r"[0-9]{12}", digits):
        return "iin"
    return "name" if len(name_key(sought)) >= 2 and not re.search(r"[0-9]", sought) else ""


def name_key(sought: str) -> str:
    """A name as it is compared: letters of any case, one space between words."""
    return unicodedata.normalize("NFC", " ".join(sought.split())).casefold()


def search(desk: Desk, sought: str) -> Listed:
    """The branch's cases, decided ones too, by number, IIN or the beginning of the name; at most a page of them."""
    kind, digits = kind_of(sought), re.sub(r"\s", "", sought)
    if kind == "name":
        begins = name_key(sought)
        wanted = ROWS.where(A.name_key >= begins, A.name_key < begins + LAST_LETTER).order_by(A.name_key, A.id)
    else:
        wanted = ROWS.where((A.iin if kind == "iin" else A.number) == digits).order_by(A.id.desc())
    rows = found(wanted.where(A.number.is_not(None)).limit(PAGE + 1), desk)
    return Listed(rows[:PAGE], "more" if len(rows) > PAGE else None)


def one(desk: Desk, number: str) -> Row | None:
    """The branch's case of that number; None where there is none."""
    rows = found(ROWS.where(A.number == number), desk)
    return rows[0] if rows else None


def free_cases(desk: Desk) -> list[Row]:
    """What may be taken next, most urgent first."""
    return found(ROWS.where(OPEN_NOW, FREE).order_by(A.due_at, A.id).limit(TRIED), desk)
