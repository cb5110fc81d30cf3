"""To give a message up: an official says that it need not go out any more, and why. The notice stays in the cabinet."""

from __future__ import annotations

from datetime import datetime

from housing.actions.notice.send_again import MessageNotStuck
from housing.labels.message_labels import MESSAGE_CLOSED
from housing.queries.filing.messages import CHANGEABLE_STATES
from housing.storage import audit
from housing.storage.models import Message
from housing.storage.transaction import transaction


def give_up_message(message_id: int, reason: str, login: str, now: datetime) -> None:
    """`reason`: a word of MESSAGE_CLOSED, else ValueError. Raises MessageNotStuck."""
    if reason not in MESSAGE_CLOSED:
        raise ValueError("not a reason to give a message up")
    with transaction() as db:
        message = db.get_one(Message, message_id)
        if message.state not in CHANGEABLE_STATES:
            raise MessageNotStuck
        message.state, message.tended_at = "closed", now
        detail = {"message": message.id, "told": message.kind, "reason": reason}
        audit.record("message.given_up", login, now, message.application_id, **detail)
