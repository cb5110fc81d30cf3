"""What an application that is over leaves for the next one: its answers, and what stood in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from housing.queries.filing.obstacles import Obstacles, load_decision_obstacles
from housing.storage.extensions import db
from housing.storage.models import Application, Decision

#: Over without a place: refused, taken back, or removed from the register. One that was annulled may not have been the
#: person's own.
CLOSED = ("refused", "withdrawn", "removed")
#: The answers that are true of a person as long as they say so; consent and statements are given anew.
CARRIED_ANSWERS = ("basis", "settlement", "category", "agrees_smaller", "phone", "email", "living_with")


@dataclass(frozen=True, slots=True)
class Reapplication:
    """`answers`: those that are carried over, by key. `decided_at`: where it was decided, when; `filed_at`: before.

    `ahead`: the grounds of that refusal, each with the day from which waiting mends it; None: nothing was decided.
    """

    answers: dict[str, Any]
    ahead: Obstacles | None
    decided_at: datetime | None
    filed_at: datetime | None


def load_reapplication(application_id: int) -> Reapplication:
    filed = select(Application.answers, Application.filed_at).where(Application.id == application_id)
    answers, filed_at = db.session.execute(filed).one_or_none() or ({}, None)
    taken = Decision.application_id == application_id, Decision.cancelled_at.is_(None)
    at = db.session.scalar(select(Decision.decided_at).where(*taken))
    return Reapplication(
        {key: value for key, value in answers.items() if key in CARRIED_ANSWERS},
        load_decision_obstacles(application_id),
        at,
        filed_at,
    )
