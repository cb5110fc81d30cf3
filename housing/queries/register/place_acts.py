"""Acts that moved a date or gave a place on: those of an entry, those that wait, and what one would rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from housing.law.eligibility import is_orphan
from housing.law.facts_json import read_facts
from housing.law.lifecycle import MOVES, OPEN_STATUSES
from housing.law.register_acts import DATE_ACTS, KINDS, SUCCEEDED, ActKind, PlaceFacts, day_of
from housing.law.register_moves import is_act_in_force
from housing.queries.cases.complaints import complaint_access_condition
from housing.queries.cases.four_eyes import may_answer_proposal
from housing.queries.register.removals import list_registered_family
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Complaint, Decision, RegisterAct, RegisterEntry, Staff

T, E, A = RegisterAct, RegisterEntry, Application
PROPOSER, ANSWERER = aliased(Staff), aliased(Staff)
#: So many on a page, the longest waiting first.
MAX_SHOWN = 200


@dataclass(frozen=True, slots=True)
class PlaceAct:
    """An act as an official reads it. `facts`: see `models.RegisterAct`. `complaint`: the one that cancelled it."""

    id: int
    kind: str
    facts: dict[str, Any]
    was_at: datetime
    becomes_at: datetime
    note: str
    proposed_by_id: int
    proposed_by: str
    proposed_at: datetime
    state: str
    answered_by: str
    answered_at: datetime | None
    comment: str
    complaint: str | None

    @property
    def law(self) -> ActKind:
        return KINDS[self.kind]

    @property
    def on(self) -> date:
        """The day of what it rests on."""
        return date.fromisoformat(self.facts["on"])

    @property
    def waits(self) -> bool:
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class WaitingAct:
    """One that nobody has answered, in a list."""

    register_number: str
    name: str
    branch_code: str
    kind: str
    proposed_by: str
    proposed_at: datetime

    @property
    def law(self) -> ActKind:
        return KINDS[self.kind]


def list_place_acts(entry_id: int) -> list[PlaceAct]:
    """Newest first."""
    rows = db.session.execute(
        select(
            *(T.id, T.kind, T.facts, T.was_at, T.becomes_at, T.note, T.proposed_by.label("proposed_by_id")),
            PROPOSER.name.label("proposed_by"),
            *(T.proposed_at, T.state),
            func.coalesce(ANSWERER.name, "").label("answered_by"),
            *(T.answered_at, T.comment),
            Complaint.number.label("complaint"),
        )
        .join(PROPOSER, PROPOSER.id == T.proposed_by)
        .outerjoin(ANSWERER, ANSWERER.id == T.answered_by)
        .outerjoin(Complaint, Complaint.id == T.complaint_id)
        .where(T.entry_id == entry_id)
        .order_by(T.id.desc())
    )
    return [PlaceAct(**row._asdict()) for row in rows]


def list_waiting_acts(who: Who) -> list[WaitingAct]:
    """The oldest first, of the official's branch or of all."""
    rows = db.session.execute(
        select(
            E.number.label("register_number"),
            *(A.name, A.branch_code, T.kind),
            PROPOSER.name.label("proposed_by"),
            T.proposed_at,
        )
        .join(E, E.id == T.entry_id)
        .join(A, A.id == T.application_id)
        .join(PROPOSER, PROPOSER.id == T.proposed_by)
        .where(T.state == "open", complaint_access_condition(who))
        .order_by(T.proposed_at, T.id)
        .limit(MAX_SHOWN)
    )
    return [WaitingAct(**row._asdict()) for row in rows]


def may_answer_act(act: PlaceAct, branch_code: str, who: Who) -> bool:
    """Whether it waits for this official, too."""
    return act.waits and may_answer_proposal(act.proposed_by_id, branch_code, who)


def load_place_facts(entry: RegisterEntry) -> PlaceFacts:
    """What an act on this entry would rest on, as it stands now."""
    family = list_named_family(entry)
    return PlaceFacts(
        counts_on=day_of(entry.registered_at),
        orphan=load_orphan(entry.application_id),
        family=family,
        elsewhere=list_elsewhere([str(one["iin"]) for one in family]),
    )


def list_possible_successors(entry: RegisterEntry) -> list[Mapping[str, Any]]:
    """Those registered together to whom the place could pass: nobody stands twice (Law, article 73(2))."""
    family = list_named_family(entry)
    elsewhere = list_elsewhere([str(one["iin"]) for one in family])
    return [one for one in family if one["iin"] not in elsewhere]


def list_successors_of_entry(entry_id: int) -> list[Mapping[str, Any]]:
    """Of the entry as it stands now."""
    return list_possible_successors(db.session.get_one(E, entry_id))


def list_named_family(entry: RegisterEntry) -> tuple[Mapping[str, Any], ...]:
    return tuple(one for one in list_registered_family(entry.application_id) if one.get("iin"))


def load_orphan(application_id: int) -> bool | None:
    """By the facts of the decision in force; None where there is none, or they do not tell."""
    in_force = Decision.application_id == application_id, Decision.cancelled_at.is_(None)
    given = db.session.scalar(select(Decision.facts).where(*in_force))
    if given is None:
        return None
    facts = read_facts(given)
    known, _missing = is_orphan(facts)
    return known


def list_elsewhere(iins: list[str]) -> frozenset[str]:
    """Who has a place of their own, or an application under way."""
    stands = select(E.iin).where(E.iin.in_(iins), E.annulled_at.is_(None))
    applies = select(A.iin).where(A.iin.in_(iins), A.status.in_(OPEN_STATUSES))
    return frozenset(db.session.scalars(stands.union(applies)))


def load_first_date(entry_id: int) -> datetime | None:
    """The date before the first act that moved it and holds; None where none did."""
    moved = T.entry_id == entry_id, T.kind.in_(DATE_ACTS), T.state == "confirmed"
    return db.session.scalar(select(T.was_at).where(*moved).order_by(T.id).limit(1))


def rests_on_decision(application_id: int) -> bool:
    """Does a decision that is in force give the place?"""
    in_force = Decision.application_id == application_id, Decision.cancelled_at.is_(None)
    return db.session.scalar(select(Decision.id).where(*in_force)) is not None


def load_act_in_force(application_id: int, by: datetime | None = None) -> str | None:
    """The kind of the newest act about this case; None where there is none, a complaint cancelled it, or it was taken
    after that moment. A succession that was undone is as if it had never been.
    """
    of_case = or_(T.application_id == application_id, T.successor_id == application_id)
    undone = and_(T.kind == SUCCEEDED, T.state == "cancelled")
    newest = (
        select(T.kind, T.state, T.answered_at)
        .where(of_case, T.state.in_(("confirmed", "cancelled")), not_(undone))
        .order_by(T.id.desc())
        .limit(1)
    )
    row = db.session.execute(newest).first()
    if row is None or row.state != "confirmed" or (by and row.answered_at > by):
        return None
    return str(row.kind)


def load_succession_id(application_id: int, by: datetime) -> int | None:
    """The newest act in force by which a place had passed from this case, or to it, by that moment.

    None too where an act has moved the date since: that one falls first.
    """
    if load_act_in_force(application_id, by) != SUCCEEDED:
        return None
    of_case = or_(T.application_id == application_id, T.successor_id == application_id)
    newest = select(T.id).where(of_case, T.state == "confirmed").order_by(T.id.desc()).limit(1)
    return db.session.scalar(newest)


def has_act_to_cancel(application_id: int, by: datetime) -> bool:
    """Is the newest act about this case one that moved its date, and had it by that moment?"""
    return load_act_in_force(application_id, by) in DATE_ACTS


def may_complain_of_act(application_id: int, status: str, basis: str | None) -> bool:
    """Is there an act of the bank to complain of: by the status, or one that moved the place or passed it on?"""
    if is_act_in_force(status, basis):
        return True
    if status == MOVES["hand_back"].target:
        return True
    return status in (*MOVES["pass_on"].sources, MOVES["pass_on"].target) and bool(load_act_in_force(application_id))
