"""To ask again about a category that the bases did not confirm when the person was registered without it.

A category moves nobody in or out of the register, only from one list to another (Rules, points 8 and 10).
"""

from __future__ import annotations

from datetime import datetime

from housing import audit
from housing.actions.start import keep
from housing.lifecycle import SYSTEM
from housing.models import Application, Message, RegisterEntry
from housing.notices import text_message
from housing.queries.work import Unconfirmed
from housing.registries import categories
from housing.registries.gateway import Gateway
from housing.transaction import transaction
from housing.words import GENERAL_LIST


def reconfirm(one: Unconfirmed, gateway: Gateway, now: datetime) -> bool:
    """Asks once; True when the category is confirmed now, and the person stands in its list."""
    said = categories.ask(gateway, one.iin)
    with transaction() as db:
        keep(db, one.application_id, [said])
        if one.category not in said.facts.get("categories", ()):
            return False
        entry, application = db.get_one(RegisterEntry, one.id), db.get_one(Application, one.application_id)
        if entry.list_code != GENERAL_LIST or entry.annulled_at:
            return False
        entry.list_code = one.category
        text = text_message("category", application.language, entry.number)
        db.add(
            Message(
                application_id=application.id, kind="category", text=text, state="waiting", next_at=now, created_at=now
            )
        )
        audit.record("entry.category_confirmed", SYSTEM, now, application.id, category=one.category)
    return True
