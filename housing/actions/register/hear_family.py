"""To hear whom a proposal about a family's place concerns (Administrative Procedural Code, article 73).

As before a removal: they are told what is proposed and why, at least three working days before anybody may decide, and
may agree or object in their account. Once all have said it, it may be decided at once; silence ends with the term.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from housing.actions.cases.tell_family import Proposal, of_proposal
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.actions.register.hear_removal import HearingOver, HearingUnderWay
from housing.law.family_hearing import Heard
from housing.law.removal import OPINIONS
from housing.law.removal_clock import hearing_end
from housing.queries.reference.calendar import calendar
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application, HeardPerson, RegisterAct, RegisterEntry, Removal
from housing.storage.transaction import DbSession, transaction


def begin_family_hearing(db: DbSession, proposal: Proposal, people: Iterable[Heard], now: datetime) -> None:
    """Inside the transaction of the proposal, which has its number."""
    application = db.get_one(Application, proposal.application_id)
    number, until = db.get_one(RegisterEntry, proposal.entry_id).number, hearing_end(now, calendar())
    for one in people:
        heard = HeardPerson(application_id=application.id, until=until, **of_proposal(proposal), **one._asdict())
        db.add(heard)
        db.flush()
        asked = NewMessage(f"family {heard.id}", "family_hearing", number, due_at=until, to_iin=one.iin)
        enqueue(db, application, asked, now)


def require_family_heard(db: DbSession, proposal: Proposal, now: datetime) -> None:
    """Raises HearingUnderWay."""
    h = HeardPerson
    silent = select(h.until).filter_by(**of_proposal(proposal)).where(h.opinion_at.is_(None), h.until >= now)
    if (until := db.scalar(silent.limit(1))) is not None:
        raise HearingUnderWay(until)


def state_family_opinion(heard_id: int, who: Who, opinion: str, text: str, now: datetime) -> None:
    """What somebody of the family thinks of it. Raises LookupError (somebody else's), HearingOver."""
    if opinion not in OPINIONS:
        raise ValueError(opinion)
    with transaction() as db:
        one = db.get(HeardPerson, heard_id)
        if one is None or one.iin != who.iin:
            raise LookupError
        proposal = db.get_one(RegisterAct, one.act_id) if one.act_id else db.get_one(Removal, one.removal_id)
        if proposal.state != "open" or one.opinion_at is not None:
            raise HearingOver
        one.opinion, one.opinion_text, one.opinion_at = opinion, text, now
        audit.record("family.heard", "family", now, one.application_id, heard=one.id, opinion=opinion)
