"""The inbox: the cases about which somebody was told, each once, by its highest step; a page at a time by key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import and_, bindparam, exists, func, literal, not_, or_, select, true, tuple_
from sqlalchemy.orm import aliased

from housing.law.lifecycle import DECIDABLE_STATUSES, IN_REVIEW, OPEN_STATUSES, REVIEW_LEVEL
from housing.law.removal_clock import ACT_ALERT_LEVELS, ACT_WAITS_LEVEL, ALERT_LEVELS, KEY_LEVEL, WAITS_LEVEL
from housing.law.working_time import term_days
from housing.queries.cases.participants import AT_HEAD_OFFICE
from housing.queries.journal.events import PageKey, format_page_key
from housing.queries.reference.calendar import calendar
from housing.queries.reference.reference import list_published_rows, load_effective_values
from housing.queries.signin.session import Who
from housing.storage.extensions import UtcDateTime, db
from housing.storage.models import (
    Alert,
    AlertRead,
    Application,
    RefusalProposal,
    RegisterAct,
    RegisterEntry,
    Removal,
    Staff,
)
from housing.storage.query_cache import cached_query

PAGE = 50
#: Beyond this a count says "more than".
MAX_COUNT = 999


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A step that was told. `read_at`: by this person; `handled_at`, `handled_by`: by whichever addressee did.

    `name` and `holder` are empty for the head office, which sees numbers and branches. `at_head_office`: nobody of the
    branch is left to decide the case anew, and the head office opens it.
    """

    id: int
    level: int
    breach: bool
    at: datetime
    read_at: datetime | None
    number: str
    branch_code: str
    status: str
    basis: str
    accepted_at: datetime
    due_at: datetime
    name: str
    holder: str | None
    handled_at: datetime | None
    handled_by: str | None
    cause: str | None
    comment: str
    at_head_office: bool
    #: Of an alert about a removal or an act on a place: of which entry; None: it is about the application.
    register_number: str | None

    @property
    def register_page(self) -> str:
        """The endpoint that shows what it is about."""
        if self.level in ALERT_LEVELS:
            return "register.removal"
        return "register.place_act" if self.level in ACT_ALERT_LEVELS else "register.entry"

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

    @property
    def in_review(self) -> bool:
        return self.status == IN_REVIEW


class InboxPage(NamedTuple):
    """`following`: the key of the next page, or None."""

    rows: list[InboxRow]
    following: str | None


class Addressee(Protocol):
    """Whose alerts are asked for: an official, or the parameters that stand for one in a statement built once."""

    @property
    def role(self) -> str: ...

    @property
    def branch_code(self) -> Any: ...

    @property
    def staff_id(self) -> Any: ...


def addressed_to(who: Addressee, alert: Any = Alert) -> Any:
    """Of the role in the branch; an operator's own, or of cases that nobody held; of no proposal of their own."""
    of_role = and_(alert.role == who.role, alert.branch_code.is_not_distinct_from(who.branch_code))
    if who.role == "operator":
        return and_(of_role, or_(alert.staff_id == who.staff_id, alert.staff_id.is_(None)))
    p, r = RefusalProposal, Removal
    own = exists().where(p.application_id == alert.application_id, p.state == "open", p.staff_id == who.staff_id)
    removal = exists().where(r.application_id == alert.application_id, r.state == "open", r.proposed_by == who.staff_id)
    t = RegisterAct
    act = exists().where(t.application_id == alert.application_id, t.state == "open", t.proposed_by == who.staff_id)
    theirs = (REVIEW_LEVEL, own), (WAITS_LEVEL, removal), (ACT_WAITS_LEVEL, act)
    return and_(of_role, *(or_(alert.level != level, ~proposed) for level, proposed in theirs))


def is_to_do(alert: Any) -> Any:
    """Nobody has handled it, and there is something left to do.

    The case is open, the refusal still waits for its second look, a removal waits or is not told, or a broken term has
    no cause yet.
    """
    waits = or_(alert.level != REVIEW_LEVEL, Application.status == IN_REVIEW)
    of_case = and_(alert.level < WAITS_LEVEL, Application.status.in_(OPEN_STATUSES), waits)
    return and_(alert.handled_at.is_(None), or_(of_case, alert.level >= WAITS_LEVEL, alert.breach))


TO_DO = is_to_do(Alert)
#: What a tab holds, by its name.
BOXES: dict[str, Any] = {"todo": TO_DO, "handled": not_(TO_DO), "all": true()}


def is_highest(who: Who) -> Any:
    """Of what this person was told about a case: what is to be done before what is not, then the highest step."""
    other = aliased(Alert)
    as_much = is_to_do(other) == TO_DO
    later = or_(other.level > Alert.level, and_(other.level == Alert.level, other.id > Alert.id))
    better = or_(and_(is_to_do(other), not_(TO_DO)), and_(as_much, later))
    return ~exists().where(other.application_id == Alert.application_id, addressed_to(who, other), better)


def count_boxes(who: Who, branch: str = "") -> dict[str, int]:
    """How many cases each tab holds, counted up to MOST + 1."""

    def count(wanted: Any) -> Any:
        found = select(literal(1)).select_from(Alert).join(Application, Application.id == Alert.application_id)
        capped = found.where(addressed_to(who), is_highest(who), branch_condition(branch), wanted).limit(MAX_COUNT + 1)
        return select(func.count()).select_from(capped.subquery()).scalar_subquery()

    row = db.session.execute(select(*(count(wanted).label(box) for box, wanted in BOXES.items()))).one()
    return dict(row._asdict())


def branch_condition(branch: str) -> Any:
    return Application.branch_code == branch if branch else true()


NUMBER_OF_REMOVAL = (
    select(RegisterEntry.number)
    .where(RegisterEntry.application_id == Alert.application_id, Alert.level.between(WAITS_LEVEL, KEY_LEVEL))
    .correlate(Alert)
    .scalar_subquery()
    .label("register_number")
)


def load_inbox(who: Who, now: datetime, box: str = "all", branch: str = "", after: PageKey | None = None) -> InboxPage:
    """A page of a tab, newest first. `branch`: of that branch alone; `after`: the last row before."""
    a, al, mine, handler = Application, Alert, AlertRead, aliased(Staff)
    rows = db.session.execute(
        select(
            al.id,
            al.level,
            al.breach,
            al.at,
            mine.at.label("read_at"),
            a.number,
            a.branch_code,
            a.status,
            a.basis,
            a.accepted_at,
            a.due_at,
            a.name,
            Staff.name.label("holder"),
            a.lease_until,
            al.handled_at,
            handler.name.label("handled_by"),
            al.cause,
            al.comment,
            and_(a.renewed_at.is_not(None), AT_HEAD_OFFICE).label("at_head_office"),
            NUMBER_OF_REMOVAL,
        )
        .join(a, a.id == al.application_id)
        .outerjoin(Staff, Staff.id == a.claimed_by)
        .outerjoin(mine, and_(mine.alert_id == al.id, mine.staff_id == who.staff_id))
        .outerjoin(handler, handler.id == al.handled_by)
        .where(addressed_to(who), is_highest(who), branch_condition(branch), BOXES[box], page_condition(after))
        .order_by(al.at.desc(), al.id.desc())
        .limit(PAGE + 1)
    )
    found = [build_inbox_row(row, who.branch_code is None, now) for row in rows]
    return InboxPage(found[:PAGE], format_page_key(found[PAGE - 1]) if len(found) > PAGE else None)


def page_condition(after: PageKey | None) -> Any:
    """Rows after this one, which itself may be gone by now."""
    if after is None:
        return true()
    return tuple_(Alert.at, Alert.id) < tuple_(bindparam("before", after.at, UtcDateTime), after.id)


def build_inbox_row(row: Any, apart: bool, now: datetime) -> InboxRow:
    held = row.lease_until is not None and row.lease_until > now
    columns = {name: value for name, value in row._asdict().items() if name != "lease_until"}
    return InboxRow(
        **columns | {"name": "" if apart else row.name, "holder": row.holder if held and not apart else None}
    )


def count_unread(who: Who) -> int:
    """Of how many cases this person has an alert not read, that nobody has handled: every page of staff says it."""
    count: int = cached_query(("unread", who.role, who.branch_code, who.staff_id), lambda: query_unread_count(who))
    return count


def query_unread_count(who: Who) -> int:
    mine = exists().where(AlertRead.alert_id == Alert.id, AlertRead.staff_id == who.staff_id)
    new = addressed_to(who), Alert.handled_at.is_(None), ~mine
    return db.session.scalar(select(func.count(Alert.application_id.distinct())).where(*new)) or 0


def load_breach_causes(language: str, day: date) -> dict[str, str]:
    """From which somebody chooses why a term was broken: by code, in the language of the page."""
    rows = sorted(load_effective_values("causes", day).items(), key=lambda row: (row[1]["position"], row[0]))
    return {code: values["name"][language] for code, values in rows}


def load_breach_cause_labels(language: str) -> dict[str, str]:
    """Of every cause that there ever was, for an alert keeps the one that it was handled with."""
    return {row.key: row.values["name"][language] for row in list_published_rows("causes") if row.values}
