"""To hear the person before they are removed (Administrative Procedural Code, article 73).

They are told what is proposed and why, at least three working days before anybody may decide, and may agree or object
in their account. Once they have said it, it may be decided at once; silence ends with the term.
"""

from __future__ import annotations

from datetime import datetime

from housing.actions.notice.outbox import NewMessage, enqueue
from housing.law.lifecycle import CITIZEN
from housing.law.removal import OPINIONS
from housing.law.removal_clock import hearing_end
from housing.queries.reference.calendar import calendar
from housing.queries.signin.representation import may_act
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application, Removal
from housing.storage.transaction import DbSession, transaction

#: Longest opinion.
OPINION_MAX_LENGTH = 2000


class HearingOver(Exception):
    """It was decided, given up or answered meanwhile; nothing was changed."""


class HearingUnderWay(Exception):
    """Somebody may still say what they think, and has not. `until`: when that ends."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def begin_hearing(db: DbSession, removal: Removal, application: Application, now: datetime) -> None:
    """Inside the transaction of the proposal."""
    removal.heard_until = hearing_end(now, calendar())
    message = NewMessage(f"hearing {removal.id}", "hearing", due_at=removal.heard_until)
    enqueue(db, application, message, now)


def state_opinion(removal_id: int, who: Who, opinion: str, text: str, now: datetime) -> None:
    """What the person thinks of it. Raises LookupError (somebody else's), HearingOver."""
    if opinion not in OPINIONS:
        raise ValueError(opinion)
    with transaction() as db:
        removal = db.get(Removal, removal_id)
        if removal is None or not may_act(db.get_one(Application, removal.application_id), who):
            raise LookupError
        if removal.state != "open" or removal.heard_until is None or removal.opinion_at is not None:
            raise HearingOver
        removal.opinion, removal.opinion_text, removal.opinion_at = opinion, text, now
        audit.record("removal.heard", CITIZEN, now, removal.application_id, removal=removal.id, opinion=opinion)
