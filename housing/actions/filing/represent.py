"""To apply for another as their legal representative (Law, article 71(3)): own identity, relation, document, its term.

Whoever names somebody's IIN is shown nothing about them on their word: the data of the applicant are opened only where
the data bank of orphans names this representative. Otherwise an official reads the document first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from housing.actions.filing.learn_age import representation_end
from housing.actions.filing.learn_name import name_from_answers
from housing.actions.filing.start import open_draft, refresh_answers, store_answers
from housing.law.working_time import ALMATY
from housing.queries.reference.source_settings import configure_gateway
from housing.queries.signin.session import Who
from housing.registries import natural_persons, orphans
from housing.registries.gateway import Gateway
from housing.storage import audit
from housing.storage.models import Application, Representation
from housing.storage.transaction import transaction


@dataclass(frozen=True, slots=True)
class RepresentationClaim:
    """What the representative says. `relation`: a code of `REPRESENTS`; `valid_until`: None, no end is named."""

    iin: str
    relation: str
    document: str
    issued_on: date
    valid_until: date | None


def represent_applicant(who: Who, stated: RepresentationClaim, language: str, gateway: Gateway, now: datetime) -> int:
    """The draft in the applicant's name, new or the one under way. The consent was given on the page."""
    draft_id = open_draft(stated.iin, "", language, now, representative=who.iin)
    own_name = who.name or ask_representative_name(who.iin, configure_gateway(gateway, now))
    named = orphans.ask(configure_gateway(gateway, now), stated.iin)
    confirmed = named.facts.get("representative") == who.iin
    with transaction() as db:
        store_answers(db, draft_id, [named])
        row = db.scalar(select(Representation).where(Representation.application_id == draft_id))
        if row is None:
            row = Representation(application_id=draft_id, iin=who.iin)
            db.add(row)
        row.name, row.relation, row.document = own_name, stated.relation, stated.document
        row.issued_on, row.valid_until = stated.issued_on, stated.valid_until
        row.confirmed_at = now if confirmed else None
        draft = db.get_one(Application, draft_id)
        draft.version += 1
        draft.represented_until = representation_end(row, None, now.astimezone(ALMATY).date())
        audit.record("draft.represented", "citizen", now, draft_id, relation=stated.relation, confirmed=confirmed)
    if confirmed:
        refresh_answers(draft_id, stated.iin, gateway, now)
    return draft_id


def ask_representative_name(iin: str, gateway: Gateway) -> str:
    """As the state base has it, of one who came by a one-time code; "" while it is silent. Nothing more is kept."""
    return name_from_answers([natural_persons.ask(gateway, iin)], iin)
