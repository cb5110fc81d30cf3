"""Whom proposals about a family's place concern: what each reads of it in their account, and what officials read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from housing.storage.extensions import db
from housing.storage.models import Application, HeardPerson, RegisterAct, RegisterEntry, Removal

H, T, R, E, A = HeardPerson, RegisterAct, Removal, RegisterEntry, Application


@dataclass(frozen=True, slots=True)
class HeardOpinion:
    """Somebody who is heard, as officials read it."""

    name: str
    part: str
    until: datetime
    opinion: str
    opinion_text: str
    opinion_at: datetime | None

    def is_awaited(self, now: datetime) -> bool:
        return self.opinion_at is None and now <= self.until


@dataclass(frozen=True, slots=True)
class FamilyHearing:
    """A proposal as somebody whom it concerns reads it. `kind`: of `law.register_acts.KINDS`; "": a removal.

    `holder`: who has the place, or had it; `case`: the number of their application; `own_case`: of the successor's,
    once the place is theirs.
    """

    id: int
    part: str
    until: datetime
    opinion: str
    opinion_text: str
    opinion_at: datetime | None
    kind: str
    ground: str
    facts: dict[str, Any]
    note: str
    state: str
    proposed_at: datetime
    answered_at: datetime | None
    application_id: int
    register_number: str
    settlement: str
    registered_at: datetime
    holder: str
    case: str
    own_case: str | None

    @property
    def on(self) -> date:
        return date.fromisoformat(self.facts["on"])

    @property
    def waits(self) -> bool:
        return self.state == "open"

    @property
    def asks(self) -> bool:
        """They may say what they think of it."""
        return self.waits and self.opinion_at is None

    @property
    def is_in_force(self) -> bool:
        return self.state == "confirmed"


def list_own_hearings(iin: str) -> list[FamilyHearing]:
    """What concerns this person, the newest first."""
    return list_hearings_where(H.iin == iin)


def load_own_hearing(heard_id: int, iin: str) -> FamilyHearing | None:
    """None for somebody else's, and for what does not exist."""
    return next(iter(list_hearings_where(H.id == heard_id, H.iin == iin)), None)


def list_hearings_where(*wanted: ColumnElement[bool]) -> list[FamilyHearing]:
    follows = select(A.number).where(A.id == T.successor_id).correlate(T).scalar_subquery()
    rows = db.session.execute(
        select(
            *(H.id, H.part, H.until, H.opinion, H.opinion_text, H.opinion_at),
            func.coalesce(T.kind, "").label("kind"),
            func.coalesce(R.ground, "").label("ground"),
            T.facts.label("act_facts"),
            R.facts.label("removal_facts"),
            func.coalesce(T.note, R.note).label("note"),
            func.coalesce(T.state, R.state).label("state"),
            func.coalesce(T.proposed_at, R.proposed_at, type_=T.proposed_at.type).label("proposed_at"),
            func.coalesce(T.answered_at, R.answered_at, type_=T.answered_at.type).label("answered_at"),
            *(H.application_id, E.number.label("register_number"), E.settlement, E.registered_at),
            *(A.name.label("holder"), A.number.label("case"), follows.label("own_case")),
        )
        .outerjoin(T, T.id == H.act_id)
        .outerjoin(R, R.id == H.removal_id)
        .join(E, E.id == func.coalesce(T.entry_id, R.entry_id))
        .join(A, A.id == H.application_id)
        .where(*wanted)
        .order_by(H.id.desc())
    )
    return [build_hearing(row._asdict()) for row in rows]


def build_hearing(row: dict[str, Any]) -> FamilyHearing:
    facts = row.pop("act_facts") or row["removal_facts"] or {}
    del row["removal_facts"]
    return FamilyHearing(**row, facts=facts)


def list_heard_of_acts(act_ids: Collection[int]) -> dict[int, list[HeardOpinion]]:
    return list_opinions(H.act_id, act_ids)


def list_heard_of_removals(removal_ids: Collection[int]) -> dict[int, list[HeardOpinion]]:
    return list_opinions(H.removal_id, removal_ids)


def list_opinions(key: Any, wanted: Collection[int]) -> dict[int, list[HeardOpinion]]:
    """By proposal, in the order in which they were told."""
    found: dict[int, list[HeardOpinion]] = {number: [] for number in wanted}
    told = H.name, H.part, H.until, H.opinion, H.opinion_text, H.opinion_at
    for row in db.session.execute(select(key.label("of"), *told).where(key.in_(wanted)).order_by(H.id)):
        said = row._asdict()
        found[said.pop("of")].append(HeardOpinion(**said))
    return found
