"""A place was taken back by which somebody had been refused as already registered: they and the branch are told.

Nothing is decided anew by itself: an upheld complaint opens the case, and the place then counts from the first decision
(decision 25); or they apply again with the old answers.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, select

from housing.actions.notice.outbox import NewMessage, enqueue
from housing.law.lifecycle import SYSTEM
from housing.law.removal_clock import REFUSAL_LEVEL
from housing.storage import audit
from housing.storage.models import Alert, Application, Decision
from housing.storage.transaction import DbSession

#: The ground of refusal that such a place was.
GROUND = "already_registered"


def tell_refused(db: DbSession, iins: Any, now: datetime) -> int:
    """Inside the transaction under way; how many were told. `iins`: whose places fell, a list or a query of them."""
    d, a = Decision, Application
    on_it = cast(d.grounds, String).contains(f'"{GROUND}"', autoescape=True)
    stands = a.status == "refused", d.outcome == "refuse", d.cancelled_at.is_(None), on_it
    refused = list(db.scalars(select(a).join(d, d.application_id == a.id).where(a.iin.in_(iins), *stands)))
    for case in refused:
        enqueue(db, case, NewMessage(f"ground_gone {now:%y%m%d}", "ground_gone"), now)
        told = {"application_id": case.id, "level": REFUSAL_LEVEL, "role": "supervisor", "at": now}
        db.add(Alert(**told, branch_code=case.branch_code, breach=False))
        audit.record("refusal.ground_gone", SYSTEM, now, case.id)
    return len(refused)
