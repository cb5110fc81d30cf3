"""To send a message again: an official says that it is worth another try, from the first pause on."""

from __future__ import annotations

from datetime import datetime

from housing.actions.notice.outbox import renew_message_key
from housing.queries.filing.messages import CHANGEABLE_STATES
from housing.storage import audit
from housing.storage.models import Message
from housing.storage.transaction import transaction


class MessageNotStuck(Exception):
    """It is on its way, arrived, or was given up meanwhile: there is nothing to do."""


def send_again(message_id: int, login: str, now: datetime) -> None:
    """Raises MessageNotStuck.

    One that the provider took and could not deliver goes under a new key, for the old one is spent. One whose last
    answer was lost keeps its key: the provider is asked for it first.
    """
    with transaction() as db:
        message = db.get_one(Message, message_id)
        if message.state not in CHANGEABLE_STATES:
            raise MessageNotStuck
        if message.state == "undelivered":
            renew_message_key(message)
        if message.state != "waiting":
            message.attempts = 0
        message.state, message.next_at, message.tended_at = "waiting", now, now
        audit.record("message.sent_again", login, now, message.application_id, message=message.id, told=message.kind)
