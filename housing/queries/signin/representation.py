"""Whose matters a person may look after: their own, and those of whoever they represent (Law, article 71(3))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import and_, or_, select

from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Representation


class Viewer(Protocol):
    """Who looks, or the parameters of a statement that is prepared for anybody."""

    @property
    def iin(self) -> Any: ...

    @property
    def on(self) -> Any: ...


def is_represented_by(who: Viewer) -> Any:
    """The applications, as a condition, in which this person acts for another, on the day of the request."""
    return and_(Application.representative_iin == who.iin, is_represented_on(who.on))


def is_represented_on(on: Any) -> Any:
    """Where a representative acts on that day: before the applicant comes of age and the document runs out."""
    a = Application
    return and_(a.representative_iin != "", or_(a.represented_until.is_(None), a.represented_until > on))


def is_visible_to(who: Viewer) -> Any:
    """What a person may see: what is about themselves, whoever filed it, and where they act for another."""
    return or_(Application.iin == who.iin, is_represented_by(who))


def is_own_matter(iin: str) -> Any:
    """What is a person's own, as a condition: about them, and filed, or filled in by themselves.

    What another fills in about them and has not filed is not theirs: whoever likes can begin such a draft.
    """
    a = Application
    return and_(a.iin == iin, or_(a.number.is_not(None), a.representative_iin == ""))


def may_act(application: Application, who: Who) -> bool:
    """Who decides about an application: while somebody acts for the applicant, only they; else the applicant."""
    until = application.represented_until
    if application.representative_iin and (until is None or until > who.on):
        return bool(application.representative_iin == who.iin)
    return bool(application.iin == who.iin)


@dataclass(frozen=True, slots=True)
class Representative:
    """`relation`: a code of `REPRESENTS`; `valid_until`: None, the document names no end.

    `confirmed_at`: when a state base named this representative; None: an official reads the document.
    """

    iin: str
    name: str
    relation: str
    document: str
    issued_on: date
    valid_until: date | None
    confirmed_at: datetime | None


def load_representative(application_id: int) -> Representative | None:
    """None where the applicant acts for themselves."""
    r = Representation
    found = db.session.execute(
        select(r.iin, r.name, r.relation, r.document, r.issued_on, r.valid_until, r.confirmed_at).where(
            r.application_id == application_id
        )
    ).first()
    return Representative(**found._asdict()) if found else None


def load_recorded_representative(iin: str, on: date) -> Representative | None:
    """Who acts for this person by what an official or a state base has confirmed, in any case of theirs, that day."""
    r, a = Representation, Application
    found = db.session.execute(
        select(r.iin, r.name, r.relation, r.document, r.issued_on, r.valid_until, r.confirmed_at)
        .join(a, a.id == r.application_id)
        .where(a.iin == iin, is_represented_on(on), r.confirmed_at.is_not(None))
        .order_by(r.id.desc())
    ).first()
    return Representative(**found._asdict()) if found else None


@dataclass(frozen=True, slots=True)
class WardDraft:
    """A draft for another. `name` is empty while no base has named them."""

    id: int
    name: str
    iin: str


def list_ward_drafts(who: Who) -> list[WardDraft]:
    """What this person is filling in for others."""
    a = Application
    rows = db.session.execute(
        select(a.id, a.name, a.iin).where(a.status == "draft", is_represented_by(who)).order_by(a.id)
    )
    return [WardDraft(**row._asdict()) for row in rows]
