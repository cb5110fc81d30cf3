"""To apply again after a refusal or a withdrawal: a new draft with the old answers, and fresh answers of the bases.

Papers are not carried over: each is attached and signed anew. Neither are the statements, nor the consent: it is asked.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.exc import IntegrityError

from housing import audit
from housing.actions.start import ask_again
from housing.folding import given_key, name_key
from housing.lifecycle import CITIZEN, OPEN, NotAllowed
from housing.models import Application, RegisterEntry
from housing.queries.again import CARRIED, CLOSED
from housing.registries.gateway import Gateway
from housing.transaction import transaction
from housing.working_time import ALMATY


def apply_again(application_id: int, iin: str, name: str, language: str, gateway: Gateway, now: datetime) -> int:
    """The new draft. Raises lifecycle.NotAllowed: not the person's own, not closed, or something is under way."""
    try:
        draft = copy(application_id, iin, name, language, now)
    except IntegrityError:  # a second press, or a second device
        raise NotAllowed("apply again") from None
    ask_again(draft, iin, gateway, now)
    return draft


def copy(application_id: int, iin: str, name: str, language: str, now: datetime) -> int:
    with transaction() as db:
        old = db.get(Application, application_id)
        if old is None or old.iin != iin or old.status not in CLOSED or under_way(db, iin):
            raise NotAllowed("apply again")
        answers = {key: value for key, value in old.answers.items() if key in CARRIED}
        named = name or old.name
        draft = Application(
            iin=iin, name=named, name_key=name_key(named), given_key=given_key(named), language=language,
            status="draft", created_at=now, answers={"consent": True, **answers}, basis=answers.get("basis"),
            settlement=answers.get("settlement"), category=answers.get("category") or None,
            phone=answers.get("phone") or None, rules=now.astimezone(ALMATY).date(),
        )  # fmt: skip
        db.add(draft)
        db.flush()
        audit.record("draft.opened", CITIZEN, now, draft.id, carried_from=old.number, topics=sorted(answers))
        return int(draft.id)


def under_way(db: Any, iin: str) -> bool:
    a, e = Application, RegisterEntry
    own_draft = and_(a.status == "draft", a.representative_iin == "")
    busy = db.scalar(select(a.id).where(a.iin == iin, or_(a.status.in_(OPEN), own_draft)))
    return bool(busy or db.scalar(select(e.id).where(e.iin == iin, e.annulled_at.is_(None))))
