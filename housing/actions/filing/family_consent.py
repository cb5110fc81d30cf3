"""To ask an adult family member for consent, to remind them, and to take their answer: given, refused, withdrawn.

Nobody is refused for a consent that is missing: it is waited for, then an official looks. Once withdrawn, nothing more
is asked about that person and what was answered about them counts no more.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from housing.actions.notice.outbox import NewMessage, compose_message, enqueue, renew_message_key
from housing.law.lifecycle import MOVES
from housing.queries.filing.awaited_consents import list_awaited_consents
from housing.storage import audit
from housing.storage.models import Application, FamilyConsent, Message
from housing.storage.transaction import DbSession, transaction

#: What may follow what.
PREVIOUS_STATES: dict[str, tuple[str, ...]] = {
    "given": ("asked", "refused", "withdrawn"),
    "refused": ("asked",),
    "withdrawn": ("given",),
}


class ConsentNotAsked(Exception):
    """Nobody asked this person that, or their answer does not follow the one before."""


class RemindedTooSoon(Exception):
    """They were asked or reminded since the bank opened last."""


def request_consents(db: DbSession, application: Application, iins: list[str], now: datetime) -> None:
    """Inside the transaction under way: each is asked once, by SMS and on a page of their own."""
    if not iins:
        return
    asked = set(db.scalars(select(FamilyConsent.iin).where(FamilyConsent.application_id == application.id)))
    for iin in sorted(set(iins) - asked):
        db.add(FamilyConsent(application_id=application.id, iin=iin, state="asked", asked_at=now))
        enqueue(db, application, NewMessage("consent", to_iin=iin), now)
        audit.record("consent.asked", "system", now, application.id)


def remind_of_consent(consent_id: int, application_id: int, now: datetime) -> None:
    """Another SMS, as the first: only to a number linked to the person's account.

    Raises ConsentNotAsked, RemindedTooSoon.
    """
    with transaction() as db:
        one = next((one for one in list_awaited_consents(application_id) if one.id == consent_id), None)
        if one is None:
            raise ConsentNotAsked
        if now < one.remind_from:
            raise RemindedTooSoon
        db.get_one(FamilyConsent, consent_id).reminded_at = now
        wanted = {"application_id": application_id, "kind": "consent", "to_iin": one.iin}
        resend_message(
            db.scalars(select(Message).filter_by(**wanted)).one(), db.get_one(Application, application_id), now
        )
        audit.record("consent.reminded", "citizen", now, application_id)


def resend_message(message: Message, application: Application, now: datetime) -> None:
    """In the words of today; one that is still on its way to the provider goes out as it is."""
    if message.state == "waiting":
        return
    renew_message_key(message)
    message.text, message.delivered_at = compose_message("consent", application, now), None
    message.state, message.attempts, message.next_at = "waiting", 0, now


def answer_consent(consent_id: int, iin: str, state: Literal["given", "refused", "withdrawn"], now: datetime) -> None:
    """Keeps the person's answer; while the application is open the bases are asked again at once.

    Raises ConsentNotAsked.
    """
    with transaction() as db:
        found = db.get(FamilyConsent, consent_id)
        if found is None or found.iin != iin or found.state not in PREVIOUS_STATES[state]:
            raise ConsentNotAsked
        found.state, found.answered_at = state, now
        application = db.get_one(Application, found.application_id)
        if application.status in MOVES["check"].sources:
            application.next_check_at = now
        audit.record(f"consent.{state}", "family", now, application.id)
