"""A place on the register is given, changed, ended: the entry itself and the movements that tell of it.

Whatever moves an entry goes through here, in the transaction of the act: an entry says where it stands, its movements
how it came there, and both are written together.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select, text, update

from housing.actions.cases.tell_family import tell_family
from housing.labels import GENERAL_LIST
from housing.law.inventory import TO_LOOK_AT
from housing.law.register_moves import CAME, LEFT
from housing.law.removal_clock import ACT_ALERT_LEVELS, ALERT_LEVELS
from housing.queries.cases.due_work import RECONFIRM_INTERVAL
from housing.queries.cases.participants import load_renewing_complaint_id
from housing.queries.filing.facts import CaseFacts
from housing.queries.register.place import is_own_entry
from housing.queries.register.place_acts import load_first_date
from housing.storage import audit
from housing.storage.models import (
    Alert,
    Application,
    Decision,
    InventoryCheck,
    RegisterAct,
    RegisterEntry,
    RegisterMovement,
    RegisterStatement,
    Removal,
)
from housing.storage.models.inventory import OPEN_CHECK
from housing.storage.transaction import DbSession


class Act(NamedTuple):
    """By what a place moves: the cause, who said so, and the act behind it.

    `cause`: code of `law.register_moves.MOVEMENT_CAUSES`. `source`: code of `registries.SOURCES`; "": the bank itself.
    """

    cause: str
    at: datetime
    source: str = ""
    decision_id: int | None = None
    complaint_id: int | None = None
    removal_id: int | None = None
    act_id: int | None = None


def record_movement(db: DbSession, entry: RegisterEntry, sign: int, act: Act) -> None:
    """With the key that the entry bears now."""
    db.add(
        RegisterMovement(
            entry_id=entry.id,
            sign=sign,
            settlement=entry.settlement,
            list_code=entry.list_code,
            registered_at=entry.registered_at,
            number=entry.number,
            **act._asdict(),
        )
    )


def move_entry(db: DbSession, entry: RegisterEntry, act: Act, **changed: Any) -> None:
    """To another key; `changed` are fields of the entry. One that stood nowhere comes in, one that stays is left."""
    if entry.annulled_at is None:
        if all(getattr(entry, name) == value for name, value in changed.items()):
            return
        record_movement(db, entry, LEFT, act)
    if changed.get("registered_at", entry.registered_at) != entry.registered_at:
        lapse_acts(db, RegisterAct.entry_id == entry.id, act.at)
    entry.annulled_at = None
    for name, value in changed.items():
        setattr(entry, name, value)
    record_movement(db, entry, CAME, act)


def end_entry(db: DbSession, application_id: int, act: Act) -> None:
    """The standing entry of the application, if it has one."""
    standing = RegisterEntry.application_id == application_id, RegisterEntry.annulled_at.is_(None)
    if entry := db.scalars(select(RegisterEntry).where(*standing)).first():
        record_movement(db, entry, LEFT, act)
        entry.annulled_at = act.at
        lapse_proposals(db, application_id, act.at)
        close_check(db, entry, act)


def lapse_proposals(db: DbSession, application_id: int, now: datetime) -> None:
    """Whatever was proposed rests on a place that another act ended, or that is decided anew."""
    waiting = Removal.application_id == application_id, Removal.state == "open"
    for removal in db.scalars(select(Removal).where(*waiting)):
        removal.state, removal.answered_at = "lapsed", now
        tell_family(db, removal, "told", now)
        close_removal_alerts(db, application_id, None, now)
        for entry_id in db.scalars(select(RegisterEntry.id).where(RegisterEntry.application_id == application_id)):
            note_removal_proposal(db, entry_id, waits=False)
    lapse_acts(db, RegisterAct.application_id == application_id, now)
    # A wish to leave that waits for a word about its key was about this place: whoever still wishes it signs again.
    s = RegisterStatement
    wished = s.application_id == application_id, s.purpose == "leave", s.state == "open"
    db.execute(update(s).where(*wished).values(state="lapsed", answered_at=now))


def lapse_acts(db: DbSession, whose: ColumnElement[bool], now: datetime) -> None:
    """What was proposed for a date or a holder rests on the key that counted then."""
    for act in db.scalars(select(RegisterAct).where(whose, RegisterAct.state == "open")):
        act.state, act.answered_at = "lapsed", now
        close_act_alerts(db, act.application_id, None, now)
        tell_family(db, act, "told", now)


def close_removal_alerts(db: DbSession, application_id: int, by: int | None, now: datetime) -> None:
    """Whatever became of a removal, nobody has to look at it any more. A broken term stays until it has its cause."""
    close_alerts(db, application_id, ALERT_LEVELS, by, now)


def close_act_alerts(db: DbSession, application_id: int, by: int | None, now: datetime) -> None:
    """The same of an act on a place."""
    close_alerts(db, application_id, ACT_ALERT_LEVELS, by, now)


def close_alerts(db: DbSession, application_id: int, levels: tuple[int, ...], by: int | None, now: datetime) -> None:
    a = Alert
    standing = (
        a.application_id == application_id,
        a.level.in_(levels),
        a.handled_at.is_(None),
        a.breach.is_(False),
    )
    db.execute(update(a).where(*standing).values(handled_at=now, handled_by=by))


def note_removal_proposal(db: DbSession, entry_id: int, waits: bool) -> None:
    """An inventory that has the entry looked at says so: a removal was proposed, or came to nothing."""
    before, after = (TO_LOOK_AT, "proposed") if waits else (("proposed",), "unclear")
    looked_at = InventoryCheck.entry_id == entry_id, InventoryCheck.state.in_(before), text(OPEN_CHECK)
    db.execute(update(InventoryCheck).where(*looked_at).values(state=after))


def close_check(db: DbSession, entry: RegisterEntry, act: Act) -> None:
    """Of who has left the register an inventory asks nothing more."""
    close_checks(db, InventoryCheck.entry_id == entry.id, "removed" if act.removal_id else "left", act.at)


def close_checks(db: DbSession, whose: ColumnElement[bool], outcome: str, now: datetime) -> None:
    closed = {"state": "closed", "outcome": outcome, "closed_at": now, "next_at": None}
    db.execute(update(InventoryCheck).where(whose, text(OPEN_CHECK)).values(**closed))


def add_register_entry(
    db: DbSession, application: Application, facts: CaseFacts, decision: Decision, actor: str
) -> RegisterEntry:
    """The place on the register that a decision gives.

    Of a case decided anew it bears the date that it would have had: where the person got a place in the same settlement
    meanwhile, that place gets the date; where the case has an entry already, that one counts again.
    """
    now = decision.decided_at
    entry = build_register_entry(application, facts, now)
    there = load_entry_to_restore(db, application) if application.renewed_at else None
    act = Act("registered", now, decision_id=decision.id, complaint_id=entry.complaint_id)
    if there is None:
        db.add(entry)
        db.flush()
        record_movement(db, entry, CAME, act._replace(cause="complaint_upheld" if entry.complaint_id else act.cause))
        return entry
    # A date that an act moved was not complained of: that act counts on.
    moved = there.application_id == application.id and load_first_date(there.id) is not None
    counts = there.registered_at if moved else min(entry.registered_at, there.registered_at)
    cause = act._replace(cause="complaint_upheld")
    move_entry(db, there, cause, registered_at=counts, list_code=entry.list_code)
    there.category_declared, there.complaint_id = entry.category_declared, entry.complaint_id
    there.next_ask_at, there.checked_at = entry.next_ask_at, entry.checked_at
    audit.record("entry.date_restored", actor, now, there.application_id, register_number=there.number)
    return there


def load_entry_to_restore(db: DbSession, application: Application) -> RegisterEntry | None:
    """The one that stands, before one of this case that does not."""
    e = RegisterEntry
    counts = or_(e.annulled_at.is_(None), e.application_id == application.id)
    return db.scalars(select(e).where(is_own_entry(application), counts).order_by(e.annulled_at)).first()


def build_register_entry(application: Application, facts: CaseFacts, now: datetime) -> RegisterEntry:
    """As it would be; a category that the bases do not confirm is left out (Rules, point 10)."""
    confirmed = application.category in (facts.categories or ())
    return RegisterEntry(
        application_id=application.id,
        number=f"{(application.settlement or '')[:4]}{application.id:06d}",
        iin=application.iin,
        settlement=application.settlement or "",
        list_code=application.category if confirmed and application.category else GENERAL_LIST,
        category_declared=application.category,
        registered_at=application.counts_from or now,
        next_ask_at=now + RECONFIRM_INTERVAL,
        checked_at=now,
        complaint_id=load_renewing_complaint_id(application.id) if application.renewed_at else None,
    )
