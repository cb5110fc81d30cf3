"""An application being filled in: its answers, its papers, what it still lacks; and where a person stands at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select

from housing.law.lifecycle import OPEN_STATUSES
from housing.law.working_time import ALMATY
from housing.queries.filing.filed_papers import FiledPaper, list_filed_papers
from housing.queries.reference.law import LAW, load_effective_law
from housing.queries.reference.names import load_catalog_rows
from housing.queries.reference.papers import load_required_papers
from housing.queries.reference.reference import load_effective_values
from housing.queries.reference.settlements import takes_applications
from housing.queries.signin.representation import (
    Representative,
    is_represented_by,
    is_visible_to,
    load_representative,
)
from housing.queries.signin.session import Who
from housing.storage.extensions import db, execute_core
from housing.storage.models import Application, Event, RegisterEntry

#: The topics of the form, in the order in which they are asked; each is a screen.
TOPICS = ("basis", "documents", "settlement", "category", "dwelling", "contact")


@dataclass(frozen=True, slots=True)
class Draft:
    """`answers`: by key: basis, settlement, category ("" = none), agrees_smaller, phone, email.

    `answered`: at which version each was given. `rules`: the parameters of the law that the person knows of.
    """

    id: int
    version: int
    iin: str
    name: str
    representative: Representative | None
    answers: dict[str, Any]
    answered: dict[str, int]
    papers: tuple[FiledPaper, ...]
    saved_at: datetime
    rules: date

    def files(self, kind: str) -> list[FiledPaper]:
        """Those of a document that is asked for, in their order."""
        return [paper for paper in self.papers if paper.kind == kind]

    @property
    def hides_records(self) -> bool:
        """What the bases say of the applicant is not shown: no base names the person who says to represent them."""
        return self.representative is not None and self.representative.confirmed_at is None

    def required_papers(self, basis: str | None) -> list[tuple[str, ...]]:
        """The papers that are asked for; of each group one at least (Annex 1, row 9)."""
        asked = load_required_papers().get(basis or "")
        groups = [asked] if asked else []
        return [*groups, ("representative_proof",)] if self.hides_records else groups

    @property
    def has_alternatives(self) -> bool:
        """Of what the basis asks for one is enough, and there are several."""
        return any(len(group) > 1 for group in self.required_papers(self.answers.get("basis")))

    def has_papers(self, basis: str | None) -> bool:
        kept = {paper.kind for paper in self.papers if not paper.is_lost}
        return all(kept & set(group) for group in self.required_papers(basis))

    @property
    def required_kinds(self) -> tuple[str, ...]:
        """Every kind of paper that is asked for."""
        return tuple(dict.fromkeys(kind for group in self.required_papers(self.answers.get("basis")) for kind in group))

    @property
    def is_held_up(self) -> bool:
        """A paper is still being looked at, or was taken away: the application cannot be signed like this."""
        return any(paper.is_waiting or paper.is_lost for paper in self.papers)

    @property
    def topics(self) -> tuple[str, ...]:
        """Those that this application has: documents only where they are asked for, or one holds it up."""
        return tuple(topic for topic in TOPICS if topic != "documents" or self.required_kinds or self.is_held_up)

    @property
    def missing_topics(self) -> tuple[str, ...]:
        """The topics that are not answered yet, or whose answer has ended since."""
        basis = self.answers.get("basis")
        done = {
            "basis": bool(basis),
            "documents": self.has_papers(basis) and not self.is_held_up,
            "settlement": takes_applications(self.answers.get("settlement")),
            "category": self.answers.get("category") in ("", *load_catalog_rows("categories").effective),
            "dwelling": bool(self.answers.get("agrees_smaller")),
            "contact": bool(self.answers.get("phone")),
        }
        return tuple(topic for topic in self.topics if not done[topic])


def load_draft(who: Who, draft_id: int | None = None) -> Draft | None:
    """What this person fills in: the draft of that number, if it is theirs to fill in; without a number, their own."""
    a = Application
    whose = and_(a.iin == who.iin, a.representative_iin == "")
    if draft_id is not None:
        whose = and_(a.id == draft_id, or_(whose, is_represented_by(who)))
    found = db.session.scalar(select(a).where(a.status == "draft", whose))
    if found is None:
        return None
    saved = db.session.scalar(select(func.max(Event.at)).where(Event.application_id == found.id))
    return Draft(
        id=found.id,
        version=found.version,
        iin=found.iin,
        name=found.name,
        representative=load_representative(found.id),
        answers=found.answers,
        answered=found.answered,
        papers=list_filed_papers(found.id),
        saved_at=saved or found.created_at,
        rules=found.rules or found.created_at.astimezone(ALMATY).date(),
    )


class NewRules(NamedTuple):
    """`source`: the document that brought them, by language."""

    since: date
    source: Mapping[str, str]


def load_new_rules(draft: Draft, on: date) -> NewRules | None:
    """The parameters in force on that day, where the person has been told only of older ones."""
    since = load_effective_law(on).since
    return NewRules(since, load_effective_values(LAW, on)[LAW]["source"]) if since > draft.rules else None


@dataclass(frozen=True, slots=True)
class ApplicantStatus:
    """What a person has under way. `open_number`: filed, not decided; `register_number`: on the register already."""

    draft: bool
    open_number: str | None
    register_number: str | None

    @property
    def may_begin(self) -> bool:
        """A new application is possible: nothing filed is undecided, and the person is not on the register."""
        return not (self.open_number or self.register_number)


def load_applicant_status(iin: str) -> ApplicantStatus:
    a = Application
    own_draft = and_(a.status == "draft", a.representative_iin == "")
    rows = db.session.execute(
        select(a.status, a.number).where(a.iin == iin, or_(own_draft, a.status.in_(OPEN_STATUSES)))
    ).all()
    numbers = [number for status, number in rows if status in OPEN_STATUSES]
    return ApplicantStatus(
        draft=any(status == "draft" for status, _ in rows),
        open_number=numbers[0] if numbers else None,
        register_number=db.session.scalar(
            select(RegisterEntry.number).where(RegisterEntry.iin == iin, RegisterEntry.annulled_at.is_(None))
        ),
    )


FILED_NUMBER = select(Application.number).where(
    is_visible_to(SimpleNamespace(iin=bindparam("person"), on=bindparam("on"))),
    Application.id == bindparam("application"),
    Application.number.is_not(None),
)


def load_filed_number(who: Who, application_id: int) -> str | None:
    """The number of that application, if it is filed and this person may see it."""
    wanted = {"person": who.iin, "on": who.on, "application": application_id}
    return execute_core(FILED_NUMBER, wanted).scalar()  # type: ignore[no-any-return]


def load_latest_number(who: Who) -> str | None:
    """The number of the application that this person filed last, for themselves or for another."""
    return db.session.scalar(
        select(Application.number)
        .where(is_visible_to(who), Application.number.is_not(None))
        .order_by(Application.filed_at.desc())
        .limit(1)
    )
