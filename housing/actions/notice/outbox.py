"""To put a message into the outbox, in the transaction of what it tells: born together or not at all.

An SMS always; beside it a letter to the applicant, where they gave an address. To what number, and whether letters are
sent at all, is found out when its time comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert

from housing.notices import cause_in_words, text_message
from housing.queries.reference.message_texts import build_message_text
from housing.storage.models import Application, Message
from housing.storage.transaction import DbSession

#: Past the mapper: the only writer is held meanwhile.
INSERT_MESSAGES = insert(Message.__table__)


def renew_message_key(message: Message) -> None:
    """What goes out next is another message to the provider: it knows the one before under the old key."""
    message.series, message.provider_id, message.sent_at = message.series + 1, None, None


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message of a case. `kind`: which one it is; of an application each goes out once.

    `template`: whose words it bears, where they are not those of the kind. `number`: another than the application's.
    `to_iin`: the family member it goes to; "": the applicant. `delay`: so long it waits before it goes out.
    """

    kind: str
    template: str = ""
    number: str = ""
    due_at: datetime | None = None
    to_iin: str = ""
    delay: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class MessageValues:
    """What fills the placeholders of a message. `cause`: code of `labels.TERM_CAUSES`, why the due time moved."""

    number: str
    due_at: datetime | None = None
    cause: str = ""


def compose_message(
    kind: str, application: Application, now: datetime, number: str = "", due_at: datetime | None = None
) -> str:
    """In the language of the application. `number`: another than the application's."""
    values = MessageValues(number or application.number or "", due_at)
    return compose_message_in(kind, application.language, values, now, application.filed_at)


def compose_message_in(
    kind: str, language: str, values: MessageValues, now: datetime, filed_at: datetime | None
) -> str:
    """In the words of today, with the numbers of the law of the day of filing."""
    words = build_message_text(kind, language, now, filed_at)
    return text_message(words, values.number, values.due_at, cause_in_words(values.cause, language))


def enqueue(db: DbSession, application: Application, message: NewMessage, now: datetime) -> None:
    text = compose_message(message.template or message.kind, application, now, message.number, message.due_at)
    channels = ("sms", "email") if application.email and not message.to_iin else ("sms",)
    rows = [
        {
            "application_id": application.id,
            "kind": message.kind,
            "to_iin": message.to_iin,
            "channel": channel,
            "text": text,
            "state": "waiting",
            "next_at": now + message.delay,
            "created_at": now,
        }
        for channel in channels
    ]
    db.connection().execute(INSERT_MESSAGES, rows)
