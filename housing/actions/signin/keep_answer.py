"""To keep what somebody sent when their session had just ended, until the same person signs in again."""

from __future__ import annotations

from datetime import datetime

from housing.queries.signin.session import load_session_iin
from housing.storage.models import KeptAnswer
from housing.storage.transaction import transaction

#: Letters of all fields together: more than the longest form of a citizen holds.
MOST = 20_000


def keep_answer(token: str, path: str, fields: dict[str, list[str]], now: datetime) -> bool:
    """One a person, the latest. False where nobody knows whose session it was: it was signed out, or never ours."""
    iin = load_session_iin(token)
    return bool(iin) and keep_answer_of(str(iin), path, fields, now)


def keep_answer_of(iin: str, path: str, fields: dict[str, list[str]], now: datetime) -> bool:
    """The same for somebody whose form says itself whose it is. False where it is longer than any form of ours."""
    if sum(len(value) for values in fields.values() for value in values) > MOST:
        return False
    with transaction() as writing:
        writing.merge(KeptAnswer(iin=iin, path=path[:200], fields=fields, at=now))
    return True
