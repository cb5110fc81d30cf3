"""Who took part in an act, and who is left that did not: to judge a complaint, to decide anew, to look a second time.

Whoever took part in an act, its proposer and its confirmer, neither judges it nor decides it anew (Administrative
Procedural Code, article 97(2)). The machine is nobody: what it decided bars nobody. Where nobody of the branch is left,
the head office does it.
"""

from __future__ import annotations

from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from housing.law.lifecycle import DECIDABLE_STATUSES
from housing.storage.extensions import db
from housing.storage.models import Application, Complaint, Decision, RefusalProposal, RegisterAct, Removal, Staff

A = Application
HEAD_OFFICE = "head_office"
#: Who may do it in a branch, by what is to be done.
ROLES: dict[str, tuple[str, ...]] = {
    "judge": ("supervisor",),
    "decide": ("operator", "supervisor"),
    "review": ("supervisor",),
}
ActKind = Literal["judge", "decide", "review"]
#: Where something is to be done; nobody: a person has to be added.
DecidingOffice = Literal["branch", "head_office", "nobody"]


def took_part(application_id: Any, staff_id: Any) -> ColumnElement[bool]:
    """This official decided, proposed or confirmed an act of the application, in force or cancelled by a complaint.

    A decision that fell with an annulment was never found wrong: it bars nobody.
    """
    d, r = aliased(Decision), aliased(Removal)
    counts = or_(d.cancelled_at.is_(None), d.complaint_id.is_not(None))
    decided = (
        exists()
        .where(d.application_id == application_id, counts, or_(d.staff_id == staff_id, d.confirmed_by == staff_id))
        .correlate_except(d)
    )
    taken = or_(r.state == "confirmed", r.complaint_id.is_not(None))
    removed = (
        exists()
        .where(r.application_id == application_id, taken, or_(r.proposed_by == staff_id, r.answered_by == staff_id))
        .correlate_except(r)
    )
    t = aliased(RegisterAct)
    held = or_(t.state == "confirmed", t.complaint_id.is_not(None))
    of_case = or_(t.application_id == application_id, t.successor_id == application_id)
    changed = (
        exists().where(of_case, held, or_(t.proposed_by == staff_id, t.answered_by == staff_id)).correlate_except(t)
    )
    return or_(decided, removed, changed)


def has_eligible_official(what: ActKind, role: str = "") -> ColumnElement[bool]:
    """Somebody of the application's branch, or with `role` anywhere, who took no part and works today."""
    w, p = aliased(Staff), aliased(RefusalProposal)
    place = (w.role == role,) if role else (w.branch_code == A.branch_code, w.role.in_(ROLES[what]))
    own = exists().where(p.application_id == A.id, p.state == "open", p.staff_id == w.id).correlate_except(p)
    apart = (~own,) if what == "review" else ()
    return exists().where(*place, w.active, ~took_part(A.id, w.id), *apart).correlate_except(w)


#: Decided anew by the head office, for nobody of the branch is left to decide or to look a second time.
AT_HEAD_OFFICE = and_(
    A.renewed_at.is_not(None),
    or_(
        and_(A.status.in_(DECIDABLE_STATUSES), ~has_eligible_official("decide")),
        and_(A.status == "second_look", ~has_eligible_official("review")),
    ),
)
#: With a complaint that nobody of the branch may judge.
JUDGED_BY_HEAD_OFFICE = and_(
    exists().where(Complaint.application_id == A.id, Complaint.state == "open").correlate_except(Complaint),
    ~has_eligible_official("judge"),
)


def workload_condition(branch_code: str | None) -> ColumnElement[bool]:
    """What officials of a branch work at; the head office, which has no branch, at what nobody of one is left for."""
    return A.branch_code == branch_code if branch_code else AT_HEAD_OFFICE


def may_take(staff_id: Any) -> ColumnElement[bool]:
    """A case that is decided anew is nobody's who took part in the act that was cancelled."""
    return or_(A.renewed_at.is_(None), ~took_part(A.id, staff_id))


def has_taken_part(application_id: int, staff_id: int) -> bool:
    """Did this official take part in an act of the application?"""
    return bool(db.session.scalar(select(took_part(application_id, staff_id))))


def is_at_head_office(application_id: int) -> bool:
    return db.session.scalar(select(A.id).where(A.id == application_id, AT_HEAD_OFFICE)) is not None


def load_deciding_office(application_id: int, what: ActKind) -> DecidingOffice:
    """Who does it, as the server chooses."""
    asked = (
        select(has_eligible_official(what), has_eligible_official(what, HEAD_OFFICE))
        .select_from(A)
        .where(A.id == application_id)
    )
    branch, head_office = db.session.execute(asked).one()
    return "branch" if branch else "head_office" if head_office else "nobody"


def load_renewing_complaint_id(application_id: int) -> int | None:
    """The complaint that opened the case anew last; None where none did."""
    d, c = Decision, Complaint
    cancelled = select(d.complaint_id).where(d.application_id == application_id, d.complaint_id.is_not(None))
    last = db.session.scalar(cancelled.order_by(d.id.desc()).limit(1))
    if last is not None:
        return last
    upheld = select(c.id).where(c.application_id == application_id, c.state.in_(("upheld", "partly")))
    return db.session.scalar(upheld.order_by(c.answered_at.desc()).limit(1))
