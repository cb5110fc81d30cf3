"""To tell everybody whom a proposal about a family's place concerned what became of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from housing.actions.notice.outbox import NewMessage, enqueue
from housing.storage.models import Application, HeardPerson, RegisterAct, RegisterEntry, Removal
from housing.storage.transaction import DbSession

#: About what somebody is heard: an act on a place, or a removal.
Proposal = RegisterAct | Removal


def of_proposal(proposal: Proposal) -> dict[str, int]:
    return {"act_id" if isinstance(proposal, RegisterAct) else "removal_id": proposal.id}


def tell_family(
    db: DbSession, proposal: Proposal, what: str, now: datetime, otherwise_told: Collection[str] = ()
) -> None:
    """Inside the transaction that decides it, either way. `what`: told, or fell, once a complaint has undone it.

    `otherwise_told`: IINs of who learns it by a message of their own.
    """
    application = db.get_one(Application, proposal.application_id)
    number = db.get_one(RegisterEntry, proposal.entry_id).number
    for one in db.scalars(select(HeardPerson).filter_by(**of_proposal(proposal)).order_by(HeardPerson.id)):
        if one.iin not in otherwise_told:
            said = NewMessage(f"family {one.id} {what}", "family_place", number, to_iin=one.iin)
            enqueue(db, application, said, now)
