"""To follow a message: asks the provider what became of it, until it says so or two days have passed.

Nothing waits for the answer: the notice stands in the cabinet whatever becomes of the SMS.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from housing.gateways.sms import Delivery, Provider, SmsFailed
from housing.queries.cases.due_work import SentSms
from housing.storage.models import Message
from housing.storage.transaction import transaction

#: When it is first asked; then each pause is as long as it has been on its way, up to the longest.
FIRST_POLL, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
#: Phones that are off are tried about that long; whoever has said nothing by then says nothing more.
MAX_AGE = timedelta(hours=48)


def poll_delivery(message: SentSms, sms: Provider, now: datetime) -> str:
    """Asks once; the state that the message is in afterwards."""
    said = ask_provider(message, sms)
    if said == "delivered":
        return update_sent_message(message, state="delivered", delivered_at=now, last_error="")
    if said == "undeliverable":
        return update_sent_message(message, state="undelivered", last_error="undeliverable")
    age = now - message.sent_at
    if age >= MAX_AGE:
        return update_sent_message(message, state="undelivered", last_error="no_report")
    return update_sent_message(message, state="sent", next_at=now + min(max(age, FIRST_POLL), LONGEST_PAUSE))


def ask_provider(message: SentSms, sms: Provider) -> Delivery:
    try:
        return sms.status(message.provider_id, message.phone)
    except SmsFailed:
        return "unknown"


def update_sent_message(message: SentSms, **changes: Any) -> str:
    """Only while it is still on its way: a second job that asked at the same time changes nothing any more."""
    with transaction() as db:
        db.execute(update(Message).where(Message.id == message.id, Message.state == "sent").values(**changes))
    return str(changes["state"])
