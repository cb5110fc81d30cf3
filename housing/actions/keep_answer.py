"""To keep what somebody sent when their session had just ended, until the same person signs in again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from housing.models import KeptAnswer, SignedIn
from housing.queries.session import hashed
from housing.transaction import transaction

#: Letters of all fields together: more than the longest form of a citizen holds.
MOST = 20_000


def keep_answer(token: str, path: str, fields: dict[str, list[str]], now: datetime) -> bool:
    """One a person, the latest. False where nobody knows whose session it was: it was signed out, or never ours."""
    if sum(len(value) for values in fields.values() for value in values) > MOST:
        return False
    with transaction() as db:
        iin = db.scalar(select(SignedIn.iin).where(SignedIn.token_hash == hashed(token)))
        if not iin:
            return False
        db.merge(KeptAnswer(iin=iin, path=path[:200], fields=fields, at=now))
    return True
