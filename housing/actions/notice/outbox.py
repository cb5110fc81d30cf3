"""To put a message into the outbox, in the transaction of what it tells: born together or not at all.

An SMS always; beside it a letter to the applicant, where they gave an address. To what number, and whether letters are
sent at all, is found out when its time comes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from housing.notices import cause_in_words, text_message
from housing.queries.reference.message_texts import build_message_text
from housing.storage.models import Application, Message
from housing.storage.transaction import DbSession


def renew_message_key(message: Message) -> None:
    """What goes out next is another message to the provider: it knows the one before under the old key."""
    message.series, message.provider_id, message.sent_at = message.series + 1, None, None


def compose_message(
    kind: str, application: Application, now: datetime, number: str = "", due_at: datetime | None = None
) -> str:
    """In the language of the application. `number`: another than the application's."""
    number = number or application.number or ""
    return compose_message_in(kind, application.language, number, due_at, now, application.filed_at)


def compose_message_in(
    kind: str,
    language: str,
    number: str,
    due_at: datetime | None,
    now: datetime,
    filed_at: datetime | None,
    cause: str = "",
) -> str:
    """In the words of today, with the numbers of the law of the day of filing. `cause`: of a due time that moved."""
    words = build_message_text(kind, language, now, filed_at)
    return text_message(words, number, due_at, cause_in_words(cause, language))


def enqueue(
    db: DbSession,
    application: Application,
    kind: str,
    now: datetime,
    *,
    words: str = "",
    number: str | None = None,
    due_at: datetime | None = None,
    to_iin: str = "",
    wait: timedelta = timedelta(),
) -> None:
    """`words`: which text, where it is not that of the kind; `to_iin`: a family member, else it is the applicant."""
    text = compose_message(words or kind, application, now, number or "", due_at)
    for channel in ("sms", "email") if application.email and not to_iin else ("sms",):
        db.add(
            Message(
                application_id=application.id,
                kind=kind,
                to_iin=to_iin,
                channel=channel,
                text=text,
                state="waiting",
                next_at=now + wait,
                created_at=now,
            )
        )
