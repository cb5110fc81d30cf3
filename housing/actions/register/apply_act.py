"""What an act on a place does once it is confirmed: the key, the holder, the movements, the notice, the message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from housing.actions.cases.record_decision import issue_notice, supersede_notice
from housing.actions.cases.register_entry import Act, close_check, lapse_proposals, move_entry, record_movement
from housing.actions.cases.tell_family import tell_family
from housing.actions.filing.learn_age import representation_end
from housing.actions.filing.start import build_draft
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.actions.register.act_notice import build_date_notice, build_succession_notice
from housing.actions.register.remove import StandingEntry
from housing.law.lifecycle import OPERATOR, require_move
from housing.law.register_acts import LEFT_FOR_GOOD, SUCCEEDED, list_after_succession
from housing.law.register_moves import CAME, LEFT
from housing.law.working_time import ALMATY
from housing.storage import audit
from housing.storage.models import Application, RegisterAct, RegisterEntry, Representation
from housing.storage.models.decision import NEVER_CHECKED
from housing.storage.transaction import DbSession


def apply_act(db: DbSession, standing: StandingEntry, act: RegisterAct, actor: str, now: datetime) -> None:
    """Inside the transaction under way: everything is born together."""
    if act.kind == SUCCEEDED:
        pass_on(db, standing, act, actor, now)
    else:
        move_date(db, standing, act, actor, now)


def move_date(db: DbSession, standing: StandingEntry, act: RegisterAct, actor: str, now: datetime) -> None:
    """Exactly those between both dates move by one."""
    entry, application = standing
    move_entry(db, entry, Act(act.kind, now, act_id=act.id), registered_at=act.becomes_at)
    application.version += 1
    supersede_notice(db, application, now)
    issue_notice(db, application, build_date_notice(application, entry, act, now))
    enqueue(db, application, NewMessage(f"date_moved {act.id}", "date_moved", number=entry.number), now)
    audit.record("entry.date_moved", actor, now, application.id, act=act.id, kind=act.kind)


def pass_on(db: DbSession, standing: StandingEntry, act: RegisterAct, actor: str, now: datetime) -> None:
    """The same entry, with its number and date, is the successor's, who gets a case of their own for it."""
    entry, former = standing
    follows = open_successor_case(db, former, entry, act, now)
    made = require_move("pass_on", former.status, OPERATOR)
    former.status, former.version = made.target, former.version + 1
    cause = Act(act.kind, now, act_id=act.id)
    lapse_proposals(db, former.id, now)
    close_check(db, entry, cause)
    act.entry_before = {
        "list_code": entry.list_code,
        "category_declared": entry.category_declared,
        "checked_at": entry.checked_at.isoformat(),
    }
    pass_entry(db, entry, follows, cause)
    act.successor_id = follows.id
    supersede_notice(db, former, now)
    if act.facts["leaver"] == LEFT_FOR_GOOD:
        issue_notice(db, former, build_succession_notice(former, entry, act, now))
    issue_notice(db, follows, build_succession_notice(follows, entry, act, now))
    enqueue(db, follows, NewMessage("succeeded", number=entry.number), now)
    tell_family(db, act, "told", now, otherwise_told=(follows.iin, follows.representative_iin))
    audit.record(made.audit, actor, now, former.id, act=act.id)
    audit.record("entry.succeeded", actor, now, follows.id, act=act.id)


def pass_entry(db: DbSession, entry: RegisterEntry, follows: Application, act: Act) -> None:
    """Out and in at one moment: with the same key nobody's place changes. A person's own category does not pass, and
    what was checked was the other's.
    """
    record_movement(db, entry, LEFT, act)
    entry.application_id, entry.iin, entry.checked_at = follows.id, follows.iin, NEVER_CHECKED
    entry.list_code = list_after_succession(entry.list_code)
    entry.category_declared = entry.category_declared if entry.list_code == entry.category_declared else None
    record_movement(db, entry, CAME, act)


def open_successor_case(
    db: DbSession, former: Application, entry: RegisterEntry, act: RegisterAct, now: datetime
) -> Application:
    """What the account of the successor shows: registered by the act, and asked about in the next inventory.

    Their consent to data being asked for is part of what the officials saw (Law, article 71(1)).
    """
    who, acts = act.facts["successor"], act.facts.get("representative") or {}
    case = build_draft(str(who["iin"]), str(who.get("name") or ""), former.language, now, acts.get("iin", ""))
    case.status, case.answers = "registered", {"consent": True}
    case.basis, case.settlement, case.branch_code = former.basis, entry.settlement, former.branch_code
    case.filed_at = case.accepted_at = case.due_at = case.decided_at = now
    db.add(case)
    db.flush()
    case.number = f"{now.astimezone(ALMATY):%y%m}{case.id % 1_000_000:06d}"
    if acts:
        represent_child(db, case, acts, who.get("born"), now)
    return case


def represent_child(db: DbSession, case: Application, acts: Mapping[str, Any], born: str | None, now: datetime) -> None:
    """Until the child comes of age, or the document runs out; two officials have seen the document."""
    until = acts.get("valid_until")
    told = {name: acts[name] for name in ("iin", "name", "relation", "document")}
    issued_on, valid_until = date.fromisoformat(acts["issued_on"]), until and date.fromisoformat(until)
    row = Representation(application_id=case.id, issued_on=issued_on, valid_until=valid_until, confirmed_at=now, **told)
    db.add(row)
    birth = date.fromisoformat(born) if born else None
    case.represented_until = representation_end(row, birth, now.astimezone(ALMATY).date())
