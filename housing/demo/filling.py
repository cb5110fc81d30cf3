"""An application of the demo, filled in as its person would: every question, and the paper of the basis."""

from __future__ import annotations

from datetime import datetime

from housing.actions.filing.answer import answer_questions
from housing.actions.filing.attach import Examiners, attach_file
from housing.actions.filing.build_document import STATEMENTS
from housing.actions.filing.start import start_application
from housing.config import Services
from housing.demo.paper import photograph_paper
from housing.demo.people import Person

PAPERS = {"emergency_housing": "technical_conclusion", "orphan_documents": "orphan_proof"}


def fill_in(person: Person, world: Services, now: datetime) -> int:
    """The draft, not yet signed."""
    name = f"{person.surname_kk} {person.given_kk}"
    draft = start_application(person.iin, name, person.language, True, world.gateway, now)
    answers = {
        "basis": person.basis,
        "settlement": person.settlement,
        "category": person.category or "",
        "phone": person.phone,
        "email": "",
        "agrees_smaller": "yes",
        "statements": list(STATEMENTS),
    }
    answer_questions(draft, answers, now)
    if kind := PAPERS.get(person.basis):
        examiners = Examiners(world.verifier, world.antivirus)
        attach_file(draft, kind, f"{kind}.jpg", photograph_paper(), now, examiners)
    return draft
