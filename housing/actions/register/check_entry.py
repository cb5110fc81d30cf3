"""To check an entry of an inventory again: the bases are asked, and the law speaks on the facts of today.

Three steps, so that nothing waits for the world outside inside a transaction: take it, ask, conclude. Whatever the
facts say, nobody's place moves: who is still in need is left in peace, the others are asked and an official looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import func, select, text, update

from housing import registries
from housing.actions.cases.check import missing_consents
from housing.actions.filing.family_consent import request_consents
from housing.actions.filing.start import store_answers
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.actions.register.ask_about_move import ask_about_move
from housing.law.inventory import ANSWER_DAYS, DIED, MOVED, REMIND_DAYS
from housing.law.lifecycle import SYSTEM
from housing.law.working_time import ALMATY, local_datetime
from housing.queries.filing.consents import list_consented_iins
from housing.queries.filing.facts import list_valid_answers
from housing.queries.reference.law import load_law_or_first
from housing.queries.reference.source_settings import configure_gateway, earliest_retry
from housing.queries.register.inventory_facts import CheckedFacts, check_facts
from housing.queries.register.inventory_work import InventoryStep, list_due_checks
from housing.registries.gateway import Gateway, SourceAnswer
from housing.storage import audit
from housing.storage.models import Application, Inventory, InventoryCheck, Message, RegisterEntry
from housing.storage.models.inventory import OPEN_CHECK
from housing.storage.transaction import DbSession, count_changed, transaction

C = InventoryCheck
#: Whoever takes an entry has so long to conclude; after that (a crash) another takes it again.
LEASE_TIME = timedelta(minutes=5)
#: While one base is awaited, what the others said at the try before counts for so long.
ANSWER_VALIDITY = timedelta(days=1)
#: After a pause of the clock no more than so much of the pace is made up for: bases are not drowned.
CATCH_UP, AN_HOUR = timedelta(minutes=2), timedelta(hours=1)
#: What is missing where somebody has taken back their consent, or never gave any.
CONSENT_FACT = "applicant.consent"
#: At what time of the day people are reminded.
MORNING = time(10)


@dataclass(frozen=True, slots=True)
class TakenCheck:
    """`at`: when it was taken, by which it is known to be this one's; `known`: what need not be asked again."""

    id: int
    at: datetime
    application_id: int
    iin: str
    living_with: tuple[str, ...]
    known: list[SourceAnswer]


def use_pace(step: InventoryStep, now: datetime) -> int:
    """How many entries may be asked about now; what is given is used up, for whoever asks next too."""
    slot = AN_HOUR / step.pace
    since = now - max(CATCH_UP, slot)
    since = max(step.paced_at or since, since)
    entries = (now - since) // slot
    if not entries:
        return 0
    i = Inventory
    same = i.paced_at.is_(None) if step.paced_at is None else i.paced_at == step.paced_at
    with transaction() as db:
        taken = count_changed(db, update(i).where(i.id == step.id, same).values(paced_at=since + entries * slot))
    return entries if taken else 0


def take_due_checks(step: InventoryStep, now: datetime) -> list[int]:
    """Whose bases are asked in this round. Once its last day is over nobody's are, but where an official wants it."""
    if (step.over and not step.ended) or not list_due_checks(step.id, "waiting", now, 1):
        return []
    return list_due_checks(step.id, "waiting", now, use_pace(step, now))


def check_entry(check_id: int, gateway: Gateway, now: datetime) -> bool:
    """Checks one; False when another process has it, or nothing may be asked."""
    taken = take_check(check_id, now)
    if taken is None:
        return False
    said = ask_again(taken, configure_gateway(gateway, now))
    conclude(taken, said, now)
    return True


def take_check(check_id: int, now: datetime) -> TakenCheck | None:
    """Who comes second gets None; so does whoever takes one about whom nothing may be asked: that person is asked."""
    with transaction() as db:
        due = C.id == check_id, C.state == "waiting", C.next_at <= now, text(OPEN_CHECK)
        if not count_changed(db, update(C).where(*due).values(next_at=now + LEASE_TIME, asked_at=now)):
            return None
        check = db.get_one(C, check_id, populate_existing=True)
        entry = db.get_one(RegisterEntry, check.entry_id)
        application = db.get_one(Application, entry.application_id)
        if application.consent_withdrawn_at or application.answers.get("consent") is not True:
            check.unknown = [CONSENT_FACT]
            ask_person(db, check, entry, now)
            return None
        known = list_valid_answers(application.id, now - ANSWER_VALIDITY) if check.silent else []
        living_with = tuple(application.answers.get("living_with", ()))
        return TakenCheck(check_id, now, application.id, application.iin, living_with, known)


def ask_again(taken: TakenCheck, gateway: Gateway) -> list[SourceAnswer]:
    """What the bases say today of the person and the family, with what they said a moment ago."""
    on = taken.at.astimezone(ALMATY).date()
    consented = list_consented_iins(taken.application_id)
    subject = registries.InquirySubject(
        taken.iin, on, load_law_or_first(on).adult_from_years, taken.living_with, consented
    )
    return registries.ask_all_sources(gateway, subject, taken.known)


def conclude(taken: TakenCheck, said: list[SourceAnswer], now: datetime) -> None:
    """Does what follows from the answers, unless the entry left the register or another took it meanwhile.

    Of who is still in need the answers are not kept, only that they were asked for: a country every quarter would fill
    the disk. Where anything is against it or unknown they are evidence.
    """
    with transaction() as db:
        check = db.get_one(C, taken.id, populate_existing=True)
        if check.state != "waiting" or check.asked_at != taken.at:
            return
        entry = db.get_one(RegisterEntry, check.entry_id)
        found = check_facts(taken.application_id, [*taken.known, *said], now)
        if found.outcome.unchanged:
            settle_unchanged(check, entry, len(said), now)
            return
        store_answers(db, taken.application_id, said)
        if found.outcome.against:
            keep_facts(check, found)
            ask_person(db, check, entry, now)
        elif found.facts.to_ask_again:
            check.silent = f",{','.join(found.facts.to_ask_again)},"
            check.next_at = earliest_retry(found.facts.to_ask_again, now)
        else:
            keep_facts(check, found)
            hand_to_official(db, check, entry, missing_consents(found.facts, found.law), now)


def settle_unchanged(check: InventoryCheck, entry: RegisterEntry, answers: int, now: datetime) -> None:
    """Nothing is sent: the account says that nothing has changed."""
    close_as(check, "unchanged", now)
    check.silent, entry.checked_at = "", now
    audit.record(
        "inventory.unchanged", SYSTEM, now, entry.application_id, inventory=check.inventory_id, answers=answers
    )


def close_as(check: InventoryCheck, outcome: str, now: datetime) -> None:
    check.state, check.outcome, check.closed_at, check.next_at = "closed", outcome, now, None


def keep_facts(check: InventoryCheck, found: CheckedFacts) -> None:
    check.found = [list(one) for one in found.outcome.against]
    check.unknown, check.facts, check.silent = list(found.outcome.unknown), found.given, ""


def ask_person(db: DbSession, check: InventoryCheck, entry: RegisterEntry, now: datetime) -> None:
    """By SMS, and in the account: what speaks against it, and until when to answer. Nobody writes to the dead."""
    application = db.get_one(Application, entry.application_id)
    if any(ground == DIED for ground, _ in check.found or ()):
        hand_to_official(db, check, entry, [], now)
        return
    last = now.astimezone(ALMATY).date() + timedelta(days=ANSWER_DAYS)
    check.state, check.answer_by = "asked", last
    check.next_at = local_datetime(last - timedelta(days=REMIND_DAYS), MORNING)
    tell_person(db, check, entry, "inventory", now)
    if MOVED in list_keys(check):
        named = (check.facts or {}).get("applicant", {}).get("registered_in") or ""
        ask_about_move(db, application.id, named, now, told=True)
    detail = {"against": list_keys(check), "unknown": check.unknown or []}
    audit.record("inventory.asked", SYSTEM, now, application.id, inventory=check.inventory_id, **detail)


def tell_person(db: DbSession, check: InventoryCheck, entry: RegisterEntry, template: str, now: datetime) -> None:
    """A message of that kind; whoever is asked a second time in one inventory gets another one."""
    assert check.answer_by, "it was asked"
    kind = f"{template} {check.inventory_id}"
    told = (Message.kind == kind) | Message.kind.startswith(f"{kind} ", autoescape=True)
    before = select(func.count()).where(Message.application_id == entry.application_id, Message.channel == "sms", told)
    nth = db.scalar(before) or 0
    message = NewMessage(
        f"{kind} {nth + 1}" if nth else kind,
        template,
        number=entry.number,
        due_at=local_datetime(check.answer_by),
    )
    enqueue(db, db.get_one(Application, entry.application_id), message, now)


def list_keys(check: InventoryCheck) -> list[str]:
    return [ground for ground, _ in check.found or ()]


def hand_to_official(
    db: DbSession, check: InventoryCheck, entry: RegisterEntry, consents: list[str], now: datetime
) -> None:
    """What nobody but a person can tell. Family members whose consent is missing are asked for it, once."""
    application = db.get_one(Application, entry.application_id)
    check.state, check.next_at = "unclear", None
    request_consents(db, application, consents, now)
    detail = {"against": list_keys(check), "unknown": check.unknown or []}
    audit.record("inventory.unclear", SYSTEM, now, application.id, inventory=check.inventory_id, **detail)
