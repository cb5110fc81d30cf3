"""To take back one's own consent to data being asked for, and to give it again (Law on Personal Data, article 8(7)).

Nobody is refused by this action: from now on nothing is asked, and at the next check the law says what follows from it
(Annex 1, refusal 4)). What was decided stays decided.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from housing.law.lifecycle import CITIZEN, MOVES, OPEN_STATUSES, MoveNotAllowed
from housing.queries.signin.representation import may_act
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application
from housing.storage.transaction import transaction

#: Where there is still something that could be asked: an application under way, a place on the register.
WITHDRAWABLE = (*OPEN_STATUSES, "registered")


def withdraw_consent(application_id: int, who: Who, now: datetime) -> None:
    """Raises lifecycle.MoveNotAllowed where it is somebody else's, closed already, or taken back before."""
    change_own_consent(application_id, who, now, "withdrawn")


def give_consent(application_id: int, who: Who, now: datetime) -> None:
    """Raises lifecycle.MoveNotAllowed where nothing was taken back, or the decision has been made on it."""
    change_own_consent(application_id, who, now, "given")


def change_own_consent(application_id: int, who: Who, now: datetime, to: Literal["withdrawn", "given"]) -> None:
    with transaction() as db:
        application = db.get(Application, application_id)
        if application is None or not may_act(application, who) or application.status not in WITHDRAWABLE:
            raise MoveNotAllowed(f"own consent {to}")
        if bool(application.consent_withdrawn_at) is (to == "withdrawn"):
            raise MoveNotAllowed(f"own consent {to}")
        application.consent_withdrawn_at = now if to == "withdrawn" else None
        schedule_check(application, now)
        audit.record(
            "own_consent.withdrawn" if to == "withdrawn" else "own_consent.given", CITIZEN, now, application_id
        )


def schedule_check(application: Application, now: datetime) -> None:
    """Whoever has the page of the case open decides on it no more; an undecided one is checked anew."""
    application.version += 1
    if application.status in MOVES["check"].sources:
        application.next_check_at = now
