"""A place has passed on, and the key that had signed the application behind it turns out to have been revoked.

The family stated nothing wrong, so nothing ends by itself: whoever has the place now, and who had it before and lives,
are told, and an official looks at it; only an act of two officials ends the place.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.actions.notice.outbox import NewMessage, enqueue
from housing.actions.register.removal_alerts import Addressed, add_alert
from housing.law.lifecycle import SYSTEM
from housing.law.register_acts import LEFT_FOR_GOOD, SUCCEEDED
from housing.law.removal_clock import KEY_LEVEL
from housing.storage import audit
from housing.storage.models import Application, RegisterAct, RegisterEntry
from housing.storage.transaction import DbSession


def tell_of_void_key(db: DbSession, former: Application, now: datetime) -> None:
    """Inside the transaction that learned it, of an application whose place has passed on."""
    passed = {"application_id": former.id, "kind": SUCCEEDED, "state": "confirmed"}
    act = db.scalars(select(RegisterAct).filter_by(**passed).order_by(RegisterAct.id.desc())).first()
    assert act, "a place passes on by an act alone"
    entry = db.get_one(RegisterEntry, act.entry_id)
    holder = db.get_one(Application, entry.application_id)
    told = [holder, former] if act.facts["leaver"] == LEFT_FOR_GOOD else [holder]
    for case in told:
        enqueue(db, case, NewMessage("key_void", number=entry.number), now)
    for case in (holder, former):
        audit.record("signature.void_after", SYSTEM, now, case.id, act=act.id)
    add_alert(db, act, holder, Addressed(KEY_LEVEL, "supervisor"), now)
