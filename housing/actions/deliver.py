"""To deliver: hands a waiting text message to the provider, if the number is linked to the portal (point 16)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from housing.gateways.mobile_base import linked_number
from housing.gateways.sms import Sent, SmsFailed
from housing.lifecycle import DECIDED
from housing.models import Message
from housing.queries.work import Waiting
from housing.registries.gateway import Gateway
from housing.transaction import transaction

#: Pauses between attempts grow; after the last one the cabinet is what remains, as it always was.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 240, 720))

Send = Callable[[str, str, str], Sent]


def deliver(message: Waiting, gateway: Gateway, send: Send, now: datetime) -> str:
    """Tries once; the state that the message is in afterwards. The same key goes with every attempt."""
    if message.kind == "accepted" and message.status in DECIDED:
        return keep(message.id, state="superseded")  # the decision said more
    linked = linked_number(gateway, message.iin)
    if linked.state == "answered" and linked.phone is None:
        return keep(message.id, state="cabinet_only")
    if linked.phone is None:
        return later(message, now)
    try:
        sent = send(linked.phone, message.text, f"kezek-{message.id}")
    except SmsFailed:
        return later(message, now)
    return keep(message.id, state="sent", phone=linked.phone, provider_id=sent.provider_id, sent_at=now)


def later(message: Waiting, now: datetime) -> str:
    if message.attempts >= len(PAUSES):
        return keep(message.id, state="failed")
    return keep(message.id, state="waiting", attempts=message.attempts + 1, next_at=now + PAUSES[message.attempts])


def keep(message_id: int, **changes: Any) -> str:
    with transaction() as db:
        message = db.get_one(Message, message_id)
        for name, value in changes.items():
            setattr(message, name, value)
        return str(message.state)
