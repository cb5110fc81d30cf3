"""To deliver: hands a waiting message over, an SMS if a number is linked to the portal (point 16), or a letter.

What is written down, and when: before anything is asked, that somebody is at it (two jobs at once send once); before it
goes out, that it is in doubt (a process that dies in between, or an answer that is lost, leaves the doubt behind); then
what came of it. In doubt, the provider is asked first whether it has the message.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from housing.actions.notice.poll_delivery import FIRST_POLL
from housing.gateways.mail import Mailer
from housing.gateways.mobile_base import NO_MOBILE, linked_number
from housing.gateways.sms import ALARMING, Provider, Sent, SmsFailed, SmsRefused
from housing.law.lifecycle import DECIDED_STATUSES
from housing.notices import build_letter
from housing.queries.cases.due_work import LEASE_TIME, DueMessage, process_word
from housing.registries.gateway import Gateway
from housing.storage.models import Message
from housing.storage.transaction import count_changed, transaction

log = logging.getLogger("kezek.messages")
#: Pauses between attempts grow; after the last one the cabinet is what remains, as it always was.
RETRY_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 240, 720))


@dataclass(frozen=True, slots=True)
class Channels:
    """How a message may go out. `mail` None: letters are not configured; `account`: the address of the cabinet."""

    gateway: Gateway
    sms: Provider
    mail: Mailer | None = None
    account: str = ""


def deliver_message(message: DueMessage, ways: Channels, now: datetime) -> str:
    """Tries once; the state that the message is in afterwards, "" where somebody else is at it."""
    if not lease_message(message, now):
        return ""
    try:
        if message.kind == "accepted" and message.status in DECIDED_STATUSES and not message.in_doubt:
            return update_message(message.id, state="superseded")  # the decision said more
        return (send_by_sms if message.channel == "sms" else send_by_mail)(message, ways, now)
    except SmsRefused as fault:
        return mark_failed(message, fault.reason)
    except SmsFailed as fault:
        if fault.reason in ALARMING:
            log.critical("ALARM: messages do not go out (%s): %s", message.channel, fault.reason)
        return schedule_retry(message, fault.reason, now)


def lease_message(message: DueMessage, now: datetime) -> bool:
    """Whether it is ours to try now: nobody was faster since it was read."""
    with transaction() as db:
        ours = update(Message).where(
            Message.id == message.id, Message.state == "waiting", Message.next_at == message.next_at
        )
        return bool(count_changed(db, ours.values(next_at=now + LEASE_TIME, leased_by=process_word())))


def send_by_sms(message: DueMessage, ways: Channels, now: datetime) -> str:
    if message.in_doubt and message.phone:
        found = ways.sms.find(message.key, message.phone, message.text)
        if found:
            return mark_sent(message, found, now)
        update_message(message.id, in_doubt=False)
    linked = linked_number(ways.gateway, message.iin)
    if not linked.is_told:
        return schedule_retry(message, "base", now)
    if linked.phone is None:
        return update_message(
            message.id, state="cabinet_only", last_error=NO_MOBILE if linked.state == NO_MOBILE else ""
        )
    phone = linked.phone
    return hand_to_provider(message, lambda: ways.sms.send(phone, message.text, message.key), now, phone=phone)


def send_by_mail(message: DueMessage, ways: Channels, now: datetime) -> str:
    """No reports come of letters and nobody can be asked: one in doubt goes again, under the same id."""
    mail = ways.mail
    if mail is None or not message.email:
        return update_message(message.id, state="cabinet_only", last_error="")
    subject, body = build_letter(message.text, message.language, ways.account)
    address = message.email
    return hand_to_provider(message, lambda: mail.send(address, subject, body, message.key), now)


def hand_to_provider(message: DueMessage, give: Callable[[], Sent], now: datetime, **known: Any) -> str:
    """Only a lost answer, or a process that ends in here, leaves the doubt behind."""
    update_message(message.id, in_doubt=True, **known)
    try:
        sent = give()
    except SmsFailed as fault:
        if fault.reason != "lost":
            update_message(message.id, in_doubt=False)
        raise
    return mark_sent(message, sent, now)


def mark_sent(message: DueMessage, sent: Sent, now: datetime) -> str:
    return update_message(
        message.id,
        state="sent",
        provider_id=sent.provider_id,
        sent_at=now,
        next_at=now + FIRST_POLL,
        in_doubt=False,
        last_error="",
    )


def schedule_retry(message: DueMessage, reason: str, now: datetime) -> str:
    """After the next pause, or never: then it is for an official to see to."""
    if message.attempts >= len(RETRY_PAUSES):
        return mark_failed(message, reason)
    next_at = now + RETRY_PAUSES[message.attempts]
    return update_message(
        message.id, state="waiting", attempts=message.attempts + 1, next_at=next_at, last_error=reason
    )


def mark_failed(message: DueMessage, reason: str) -> str:
    return update_message(message.id, state="failed", attempts=message.attempts + 1, last_error=reason)


def update_message(message_id: int, **changes: Any) -> str:
    """Once it is in a state again, nobody is at it any more."""
    with transaction() as db:
        message = db.get_one(Message, message_id)
        if "state" in changes:
            message.leased_by = ""
        for name, value in changes.items():
            setattr(message, name, value)
        return str(message.state)
