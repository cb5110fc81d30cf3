"""To undo a succession: an upheld complaint gives the place back to who held it, exactly as it was.

Administrative Procedural Code, articles 84(4) and 100. What was done since to the place in the name of whoever had got
it by that act falls with it: a further succession, a moved date, a removal.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from housing.actions.cases.record_decision import issue_notice, supersede_notice
from housing.actions.cases.register_entry import (
    Act,
    close_check,
    close_removal_alerts,
    lapse_proposals,
    move_entry,
    record_movement,
)
from housing.actions.cases.restore import StandsElsewhere
from housing.actions.cases.returned_notice import build_returned_notice
from housing.actions.cases.tell_family import tell_family
from housing.actions.cases.tell_refused import tell_refused
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.law.lifecycle import MOVES, OPERATOR, require_move
from housing.law.register_acts import LEFT_FOR_GOOD, SUCCEEDED
from housing.law.register_moves import LEFT
from housing.queries.register.place_acts import load_succession_id
from housing.queries.signin.session import Who
from housing.storage import audit
from housing.storage.models import Application, Complaint, RegisterAct, RegisterEntry, Removal
from housing.storage.models.decision import NEVER_CHECKED
from housing.storage.transaction import DbSession


def undoes_succession(application_id: int, subject: str, outcome: str, status: str, filed_at: datetime) -> bool:
    """May this answer to a complaint cancel the act by which the place passed on?

    Of who held it before it does. Of who got it only where the official says that the place goes back: they may have
    complained of something else about it. `filed_at`: of the complaint; of what came later nobody had complained yet.
    """
    if status not in (*MOVES["take_place_back"].sources, *MOVES["pass_on"].sources) or outcome == "rejected":
        return False
    if subject != "decision" and not (status == "passed_on" and subject == "data" and outcome == "upheld"):
        return False
    return load_succession_id(application_id, filed_at) is not None


def undo_succession(db: DbSession, application: Application, complaint: Complaint, who: Who, now: datetime) -> None:
    """Inside the transaction under way. Raises StandsElsewhere, lifecycle.MoveNotAllowed."""
    act = db.get_one(RegisterAct, load_succession_id(application.id, complaint.filed_at))
    former, entry = db.get_one(Application, act.application_id), db.get_one(RegisterEntry, act.entry_id)
    cause = Act("returned", now, complaint_id=complaint.id, act_id=act.id)
    close_check(db, entry, cause)
    for holder in cancel_later_acts(db, act, complaint, now):
        end_holding(db, holder, act, complaint, who, now)
    made = require_move("take_place_back", former.status, OPERATOR)
    stands = give_entry_back(db, entry, former, act, cause)
    former.status, former.version = made.target, former.version + 1
    supersede_notice(db, former, now)
    issue_notice(db, former, build_returned_notice(former, stands, act, complaint, who, now))
    # Nobody writes to the dead; who was taken for dead has complained and is told.
    if act.facts["leaver"] == LEFT_FOR_GOOD or (complaint.application_id == former.id and not complaint.by_iin):
        enqueue(db, former, NewMessage(f"{made.message} {complaint.id}", made.message or ""), now)
    told = {former.iin, db.get_one(Application, act.successor_id).iin, complaint.by_iin}
    tell_family(db, act, "fell", now, otherwise_told=told)
    audit.record(made.audit, who.login, now, former.id, act=act.id, complaint=complaint.number)


def cancel_later_acts(db: DbSession, act: RegisterAct, complaint: Complaint, now: datetime) -> list[Application]:
    """The act itself and what rested on it; the cases of everybody who has held the place by it since, in order."""
    t = RegisterAct
    since = t.entry_id == act.entry_id, t.id >= act.id, t.state == "confirmed"
    fallen = list(db.scalars(select(t).where(*since).order_by(t.id)))
    for one in fallen:
        one.state, one.cancelled_at, one.complaint_id = "cancelled", now, complaint.id
    holders = [db.get_one(Application, one.successor_id) for one in fallen if one.kind == SUCCEEDED]
    for removal in db.scalars(select(Removal).filter_by(entry_id=act.entry_id, state="confirmed")):
        removal.state, removal.cancelled_at, removal.complaint_id = "cancelled", now, complaint.id
        close_removal_alerts(db, removal.application_id, None, now)
    db.flush()
    return holders


def end_holding(
    db: DbSession, holder: Application, act: RegisterAct, complaint: Complaint, who: Who, now: datetime
) -> None:
    """The case that a succession had made: nothing of it was filed, and nothing of it is left."""
    made = require_move("hand_back", holder.status, OPERATOR)
    holder.status, holder.version = made.target, holder.version + 1
    lapse_proposals(db, holder.id, now)
    supersede_notice(db, holder, now)
    issue_notice(db, holder, build_returned_notice(holder, None, act, complaint, who, now))
    enqueue(db, holder, NewMessage(f"{made.message} {complaint.id}", made.message or ""), now)
    tell_refused(db, [holder.iin], now)
    audit.record(made.audit, who.login, now, holder.id, act=act.id, complaint=complaint.number)


def give_entry_back(
    db: DbSession, entry: RegisterEntry, former: Application, act: RegisterAct, cause: Act
) -> RegisterEntry:
    """The entry that stands for the former holder from now on: this one; one got meanwhile in the same settlement is
    kept with the earlier date.
    """
    was = read_entry_before(act)
    mine = {"application_id": former.id, "iin": former.iin, "registered_at": act.was_at, **was}
    other = db.scalars(select(RegisterEntry).filter_by(iin=former.iin, annulled_at=None)).first()
    if other is None:
        move_entry(db, entry, cause, **mine)
        return entry
    if other.settlement != entry.settlement:
        raise StandsElsewhere
    if entry.annulled_at is None:
        record_movement(db, entry, LEFT, cause)
        entry.annulled_at = cause.at
        db.flush()
    for name, value in mine.items():
        setattr(entry, name, value)
    move_entry(db, other, cause, registered_at=min(act.was_at, other.registered_at))
    return other


def read_entry_before(act: RegisterAct) -> dict[str, Any]:
    """What else of the entry was before the act; of an old act nobody noted when it had been checked."""
    was = act.entry_before or {}
    checked = datetime.fromisoformat(was["checked_at"]) if was.get("checked_at") else NEVER_CHECKED
    return {"list_code": was["list_code"], "category_declared": was["category_declared"], "checked_at": checked}
