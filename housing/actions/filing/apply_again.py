"""To apply again after a refusal or a withdrawal: a new draft with the old answers, and fresh answers of the bases.

Papers are not carried over: each is attached and signed anew. Neither are the statements, nor the consent: it is asked.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from housing.actions.filing.answer import set_answers
from housing.actions.filing.start import build_draft, refresh_answers
from housing.law.lifecycle import CITIZEN, MoveNotAllowed
from housing.queries.filing.draft import load_applicant_status
from housing.queries.filing.reapplication import CARRIED_ANSWERS, CLOSED
from housing.registries.gateway import Gateway
from housing.storage import audit
from housing.storage.models import Application
from housing.storage.transaction import transaction


def apply_again(application_id: int, iin: str, name: str, language: str, gateway: Gateway, now: datetime) -> int:
    """The new draft. Raises lifecycle.MoveNotAllowed: not the person's own, not closed, or something is under way."""
    try:
        draft = copy_draft(application_id, iin, name, language, now)
    except IntegrityError:  # a second press, or a second device
        raise MoveNotAllowed("apply again") from None
    refresh_answers(draft, iin, gateway, now)
    return draft


def copy_draft(application_id: int, iin: str, name: str, language: str, now: datetime) -> int:
    with transaction() as db:
        old = db.get(Application, application_id)
        standing = load_applicant_status(iin)
        if old is None or old.iin != iin or old.status not in CLOSED or standing.draft or not standing.may_begin:
            raise MoveNotAllowed("apply again")
        answers = {key: value for key, value in old.answers.items() if key in CARRIED_ANSWERS}
        draft = build_draft(iin, name or old.name, language, now)
        set_answers(draft, answers)
        db.add(draft)
        db.flush()
        audit.record("draft.opened", CITIZEN, now, draft.id, carried_from=old.number, topics=sorted(answers))
        return int(draft.id)
