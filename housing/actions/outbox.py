"""To put a text message into the outbox, in the transaction of what it tells: born together or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from housing.models import Application, Message
from housing.notices import text_message


def put(
    db: Any, application: Application, kind: str, now: datetime, *, words: str = "", number: str | None = None,
    due_at: datetime | None = None, to_iin: str = "", wait: timedelta = timedelta(),
) -> None:  # fmt: skip
    """`words`: which text, where it is not that of the kind; `to_iin`: a family member, else it is the applicant."""
    text = text_message(words or kind, application.language, number or application.number or "", due_at)
    db.add(
        Message(
            application_id=application.id, kind=kind, to_iin=to_iin, text=text, state="waiting", next_at=now + wait,
            created_at=now,
        )
    )  # fmt: skip
