"""To ask again about a category that the bases did not confirm when the person was registered without it.

A category moves nobody in or out of the register, only from one list to another (Rules, points 8 and 10).
"""

from __future__ import annotations

from datetime import datetime

from housing.actions.cases.register_entry import Act, move_entry
from housing.actions.filing.start import store_answers
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.labels import GENERAL_LIST
from housing.law.lifecycle import SYSTEM
from housing.queries.cases.due_work import RECONFIRM_INTERVAL, UnconfirmedEntry
from housing.queries.reference.source_settings import configure_gateway
from housing.registries import categories
from housing.registries.gateway import Gateway
from housing.storage import audit
from housing.storage.models import Application, RegisterEntry
from housing.storage.transaction import transaction


def reconfirm_category(one: UnconfirmedEntry, gateway: Gateway, now: datetime) -> bool:
    """Asks once; True when the category is confirmed now, and the person stands in its list."""
    said = categories.ask(configure_gateway(gateway, now), one.iin)
    with transaction() as db:
        store_answers(db, one.application_id, [said])
        entry, application = db.get_one(RegisterEntry, one.id), db.get_one(Application, one.application_id)
        entry.next_ask_at = now + RECONFIRM_INTERVAL
        if one.category not in said.facts.get("categories", ()):
            return False
        if entry.list_code != GENERAL_LIST or entry.annulled_at or entry.iin != one.iin:  # it passed on meanwhile
            return False
        move_entry(db, entry, Act("category_confirmed", now, source="categories"), list_code=one.category)
        enqueue(db, application, NewMessage("category", number=entry.number), now)
        audit.record("entry.category_confirmed", SYSTEM, now, application.id, category=one.category)
    return True
