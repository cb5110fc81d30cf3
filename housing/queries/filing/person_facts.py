"""What the state bases say about the person of a draft, source by source: what the decision will rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from housing.law.parameters import settlement_of
from housing.law.working_time import ALMATY
from housing.queries.reference.law import load_law_or_first
from housing.queries.reference.settlements import load_settlements
from housing.queries.reference.source_settings import source_title
from housing.registries import SOURCES, assemble_facts
from housing.storage.extensions import db
from housing.storage.models import Answer, Application


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """How a source answered last. `state`: as of registries.gateway.State; `source_title`: a message id."""

    source: str
    title: str
    state: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Values as in the facts contract; `family`, `dwellings`, `categories` None: unknown, a source has not answered.

    `about_applicant`: by source; `consents`: by IIN of the adult family member.
    """

    iin: str
    person: Mapping[str, Any]
    applicant: Mapping[str, Any]
    family: list[dict[str, Any]] | None
    dwellings: list[dict[str, Any]] | None
    categories: list[str] | None
    about_applicant: Mapping[str, PersonAnswer]
    consents: Mapping[str, PersonAnswer]

    @property
    def silent_answers(self) -> list[PersonAnswer]:
        """Sources that did not answer about the applicant."""
        return [heard for heard in self.about_applicant.values() if heard.state == "unavailable"]

    @property
    def settlement(self) -> str | None:
        """The settlement of the registered address, where applications are taken for it."""
        code = settlement_of(self.applicant.get("registered_in") or "")
        place = load_settlements().get(code)
        return code if place and place.applies else None


def load_person_facts(draft_id: int) -> PersonFacts:
    iin, given, created_at = db.session.execute(
        select(Application.iin, Application.answers, Application.created_at).where(Application.id == draft_id)
    ).one()
    adult_from = load_law_or_first(created_at.astimezone(ALMATY).date()).adult_from_years
    answers = list(db.session.scalars(select(Answer).where(Answer.application_id == draft_id).order_by(Answer.id)))
    said, _ = assemble_facts(answers, iin, adult_from, given.get("living_with", ()))
    latest = {(answer.source, answer.about): answer for answer in answers}
    return PersonFacts(
        iin=iin,
        person=said.get("person", {}),
        applicant=said["applicant"],
        family=said.get("family"),
        dwellings=said.get("dwellings"),
        categories=said.get("categories"),
        about_applicant={name: build_person_answer(latest[name, iin]) for name in SOURCES if (name, iin) in latest},
        consents={about: build_person_answer(answer) for (name, about), answer in latest.items() if name == "consents"},
    )


def build_person_answer(answer: Answer) -> PersonAnswer:
    return PersonAnswer(answer.source, source_title(answer.source), answer.state, answer.asked_at)
