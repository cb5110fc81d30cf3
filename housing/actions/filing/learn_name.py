"""To learn what an applicant is called: the state base has the whole name, which a certificate may not have."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import update

from housing.registries.gateway import SourceAnswer
from housing.storage.models import Application, SignedInSession
from housing.storage.transaction import DbSession
from housing.text.name_search import name_keys
from housing.text.person_name import PersonName


def learn_name(db: DbSession, application: Application, said: Iterable[SourceAnswer]) -> None:
    """Inside the transaction under way: the applicant, and their open sessions, bear the name that the base told."""
    name = name_from_answers(said, application.iin)
    if not name or name == application.name:
        return
    application.name = name
    application.name_key, application.given_key, application.name_order = name_keys(name)
    db.execute(
        update(SignedInSession)
        .where(SignedInSession.iin == application.iin, SignedInSession.name != name)
        .values(name=name)
    )


def name_from_answers(said: Iterable[SourceAnswer], iin: str) -> str:
    """Surname, given name and patronymic as the state base has them; "" where it told no surname or no given name."""
    for answer in said:
        if answer.about == iin and "person" in answer.facts:
            person = answer.facts["person"]
            told = PersonName(person["surname"], person["given"], person["patronymic"])
            return told.full if told.surname or told.given else ""
    return ""
