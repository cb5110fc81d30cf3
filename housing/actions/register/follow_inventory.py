"""What follows once a person was asked in an inventory: a reminder, the end of the term, their answer, an official.

Nothing here moves a place: that is the removal's act, which two officials take.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Literal, NamedTuple

from sqlalchemy import select, text

from housing.actions.cases.official import Official
from housing.actions.filing.attach import Examiners, examine_file, next_document, store_file
from housing.actions.filing.dispute import DisputeDocument
from housing.actions.register.check_entry import CONSENT_FACT, close_as, tell_person
from housing.law.inventory import TO_LOOK_AT
from housing.law.lifecycle import CITIZEN, SYSTEM
from housing.law.working_time import ALMATY, local_datetime
from housing.queries.signin.representation import may_act
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application, InventoryCheck, RegisterEntry
from housing.storage.models.inventory import OPEN_CHECK
from housing.storage.transaction import DbSession, transaction

C, E = InventoryCheck, RegisterEntry
#: Longest words of a person, and of an official.
LONGEST = 1000
#: Of what kind the catalog of documents calls a paper that nothing asks for.
OTHER_PAPER = "other"
#: After the term too, as long as nobody has settled it.
ANSWERABLE = ("asked", "unanswered")
#: Just after the last day on which one may answer.
NEXT_DAY = timedelta(days=1)


class CheckChangedMeanwhile(Exception):
    """Somebody has answered or settled it since the page was opened, or there is none."""


class PersonAnswer(NamedTuple):
    """`answer`: a code of `law.inventory.CHECK_ANSWERS`; `note`: their own words; `document`: a file that shows it."""

    answer: Literal["agree", "dispute", "paper"]
    note: str = ""
    document: DisputeDocument | None = None


def follow_asked(check_id: int, now: datetime) -> bool:
    """Reminds, or ends the term; False where it was answered meanwhile. Safe to run twice."""
    with transaction() as db:
        due = C.id == check_id, C.state == "asked", C.next_at <= now, text(OPEN_CHECK)
        check = db.scalars(select(C).where(*due)).first()
        if check is None:
            return False
        assert check.answer_by, "it was asked"
        application = db.get_one(Application, db.get_one(E, check.entry_id).application_id)
        if check.unknown == [CONSENT_FACT] and has_consent(application):
            check.state, check.next_at, check.unknown = "waiting", now, None
        elif now.astimezone(ALMATY).date() > check.answer_by:
            check.state, check.next_at = "unanswered", None
            audit.record("inventory.unanswered", SYSTEM, now, application.id, inventory=check.inventory_id)
        else:
            remind_person(db, check, application, now)
        return True


def has_consent(application: Application) -> bool:
    """The applicant's own, in force."""
    return application.answers.get("consent") is True and application.consent_withdrawn_at is None


def remind_person(db: DbSession, check: InventoryCheck, application: Application, now: datetime) -> None:
    assert check.answer_by, "it was asked"
    check.reminded_at, check.next_at = now, local_datetime(check.answer_by + NEXT_DAY, time())
    tell_person(db, check, db.get_one(E, check.entry_id), "inventory_again", now)
    audit.record("inventory.reminded", SYSTEM, now, application.id, inventory=check.inventory_id)


def answer_check(check_id: int, who: Who, said: PersonAnswer, now: datetime, examiners: Examiners) -> None:
    """The person's answer; an official looks at it.

    Raises CheckChangedMeanwhile, attach.FileRejected, and LookupError for what is somebody else's.
    """
    made = examine_file(OTHER_PAPER, *said.document, now, examiners) if said.document else None
    with transaction() as db:
        check, application = load_own_check(db, check_id, who)
        if made:
            made.paper.document = next_document(db, application.id)
            check.paper_id = store_file(db, application.id, made)
        check.state, check.answer, check.note = "answered", said.answer, said.note[:LONGEST]
        check.answered_at, check.next_at = now, None
        audit.record(
            "inventory.answered", CITIZEN, now, application.id, inventory=check.inventory_id, answer=said.answer
        )


def consent_to_check(check_id: int, who: Who, now: datetime) -> None:
    """The person consents to the bases being asked, and they are at the next round.

    Raises CheckChangedMeanwhile, and LookupError for what is somebody else's.
    """
    with transaction() as db:
        check, application = load_own_check(db, check_id, who)
        if check.unknown != [CONSENT_FACT]:
            raise CheckChangedMeanwhile
        application.answers = {**application.answers, "consent": True}
        application.consent_withdrawn_at, application.version = None, application.version + 1
        check.state, check.next_at, check.unknown = "waiting", now, None
        audit.record("own_consent.given", CITIZEN, now, application.id)


def load_own_check(db: DbSession, check_id: int, who: Who) -> tuple[InventoryCheck, Application]:
    """Raises CheckChangedMeanwhile, and LookupError for what is somebody else's."""
    check = db.get(C, check_id)
    application = check and db.get_one(Application, db.get_one(E, check.entry_id).application_id)
    if check is None or application is None or not may_act(application, who):
        raise LookupError
    if check.state not in ANSWERABLE or check.closed_at:
        raise CheckChangedMeanwhile
    return check, application


def clear_check(check_id: int, official: Official, words: str, now: datetime) -> None:
    """An official has looked: the registration stands, and why. The person reads the words.

    Raises CheckChangedMeanwhile.
    """
    with transaction() as db:
        check, entry = require_open(db, check_id)
        close_as(check, "cleared", now)
        check.staff_id, check.words, entry.checked_at = official.staff_id, words[:LONGEST], now
        audit.record("inventory.cleared", official.login, now, entry.application_id, inventory=check.inventory_id)


def check_anew(check_id: int, official: Official, now: datetime) -> None:
    """The bases are asked again at the next round: a record was corrected, a consent came.

    Raises CheckChangedMeanwhile.
    """
    with transaction() as db:
        check, entry = require_open(db, check_id)
        check.state, check.next_at, check.silent = "waiting", now, ""
        audit.record("inventory.asked_anew", official.login, now, entry.application_id, inventory=check.inventory_id)


def require_open(db: DbSession, check_id: int) -> tuple[InventoryCheck, RegisterEntry]:
    """What an official may settle: what waits for one. Raises CheckChangedMeanwhile."""
    check = db.get(C, check_id)
    if check is None or check.closed_at or check.state not in TO_LOOK_AT:
        raise CheckChangedMeanwhile
    return check, db.get_one(E, check.entry_id)
