"""To move a date, or to give a place on to the family: proposed by one official, confirmed by another.

No act takes effect by one hand; what it moves is told to the person, and those behind read the cause.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from housing.actions.cases.official import Official
from housing.actions.cases.register_entry import close_act_alerts
from housing.actions.cases.tell_family import tell_family
from housing.actions.register.act_alerts import alert_act_reviewers
from housing.actions.register.apply_act import apply_act
from housing.actions.register.hear_family import begin_family_hearing, require_family_heard
from housing.actions.register.remove import EntryNotStanding, StandingEntry, load_standing_entry
from housing.law.family_hearing import HOLDER, Heard, list_heard_of_succession
from housing.law.register_acts import DATE_ACTS, SUCCEEDED, ProposedAct, day_of, require_act
from housing.law.working_time import local_datetime
from housing.queries.cases.complaints import load_open_complaint_number
from housing.queries.cases.four_eyes import is_within_reach
from housing.queries.reference.law import load_law_or_first
from housing.queries.register.place_acts import load_place_facts
from housing.queries.signin.representation import load_recorded_representative, load_representative
from housing.storage import audit
from housing.storage.models import Application, RegisterAct, RegisterEntry
from housing.storage.transaction import DbSession, transaction


class ActWaitsAlready(Exception):
    """Somebody has proposed to change this place, and that is not answered yet."""


class ActAnswered(Exception):
    """It was answered meanwhile, the place has changed since, or it is another branch's; nothing was changed."""


class OwnAct(Exception):
    """Nobody confirms or returns what they proposed themselves."""


class OpenComplaint(Exception):
    """Somebody has complained about the place as it stands: first that is answered. `number`: of the complaint."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class NotActProposer(Exception):
    """Only whoever proposed it takes it back."""


def propose_act(entry_id: int, proposed: ProposedAct, official: Official, now: datetime) -> int:
    """The number of the act, which waits for another official.

    Raises ActNotAllowed, remove.EntryNotStanding, ActWaitsAlready.
    """
    with transaction() as db:
        standing = load_standing_entry(db, entry_id)
        if official.branch_code not in (None, standing.application.branch_code):
            raise EntryNotStanding
        proposed = add_representative(proposed, now)
        require_lawful(standing.entry, proposed, now)
        if db.scalar(select(RegisterAct.id).filter_by(entry_id=entry_id, state="open")) is not None:
            raise ActWaitsAlready
        act = build_act(standing, proposed, official, now)
        db.add(act)
        db.flush()
        if act.kind == SUCCEEDED:
            begin_family_hearing(db, act, list_heard(act, standing.application, now), now)
        alert_act_reviewers(db, act, standing.application, now)
        audit.record("act.proposed", official.login, now, standing.application.id, act=act.id, kind=act.kind)
        return act.id


def add_representative(proposed: ProposedAct, now: datetime) -> ProposedAct:
    """Who is recorded as acting for a successor, where the official names nobody."""
    recorded = load_recorded_representative(proposed.successor, day_of(now)) if proposed.kind == SUCCEEDED else None
    if proposed.representative or recorded is None:
        return proposed
    told = {name: getattr(recorded, name) for name in ("iin", "name", "relation", "document")}
    until = recorded.valid_until and recorded.valid_until.isoformat()
    told |= {"issued_on": recorded.issued_on.isoformat(), "valid_until": until}
    return proposed._replace(representative=told)


def list_heard(act: RegisterAct, holder: Application, now: datetime) -> list[Heard]:
    """Who holds the place hears of it through who acts for them, where somebody does."""
    today = day_of(now)
    by = load_representative(holder.id) if holder.representative_iin else None
    told = Heard(by.iin, by.name, HOLDER) if by else Heard(holder.iin, holder.name, HOLDER)
    return list_heard_of_succession(act.facts, told, today, load_law_or_first(today).adult_from_years)


def require_lawful(entry: RegisterEntry, proposed: ProposedAct, now: datetime) -> None:
    today = day_of(now)
    require_act(proposed, load_place_facts(entry), today, load_law_or_first(today).adult_from_years)


def build_act(standing: StandingEntry, proposed: ProposedAct, official: Official, now: datetime) -> RegisterAct:
    """A moved date counts from the beginning of its day: the Law names a day (73(4))."""
    entry, on = standing.entry, proposed.on
    assert on, "it was found lawful"
    facts: dict[str, Any] = {"on": on.isoformat(), "document": proposed.document}
    if proposed.kind == SUCCEEDED:
        family = load_place_facts(entry).family
        follows = next(one for one in family if one["iin"] == proposed.successor)
        left = [dict(one) for one in family if one["iin"] != proposed.successor]
        facts |= {"leaver": proposed.leaver, "successor": dict(follows), "family": left}
        if proposed.representative:
            facts["representative"] = proposed.representative
    return RegisterAct(
        entry_id=entry.id,
        application_id=standing.application.id,
        kind=proposed.kind,
        facts=facts,
        was_at=entry.registered_at,
        becomes_at=local_datetime(on) if proposed.kind in DATE_ACTS else entry.registered_at,
        note=proposed.why,
        note_language=proposed.why_language,
        proposed_by=official.staff_id,
        proposed_at=now,
        state="open",
    )


def confirm_act(act_id: int, official: Official, now: datetime) -> None:
    """It takes effect, with both names.

    Raises ActAnswered, OwnAct, ActNotAllowed (something has changed since), HearingUnderWay, OpenComplaint.
    """
    with transaction() as db:
        act = load_act_to_answer(db, act_id, official)
        try:
            standing = load_standing_entry(db, act.entry_id)
        except EntryNotStanding:
            raise ActAnswered from None
        if standing.entry.registered_at != act.was_at or standing.application.id != act.application_id:
            raise ActAnswered
        require_lawful(standing.entry, reproposed(act), now)
        require_family_heard(db, act, now)
        if act.kind == SUCCEEDED and (waits := load_open_complaint_number(standing.application.id)):
            raise OpenComplaint(waits)
        act.state, act.answered_by, act.answered_at = "confirmed", official.staff_id, now
        db.flush()
        close_act_alerts(db, act.application_id, official.staff_id, now)
        apply_act(db, standing, act, official.login, now)


def reproposed(act: RegisterAct) -> ProposedAct:
    """What was proposed, as it is looked at once more when it is confirmed."""
    return ProposedAct(
        act.kind,
        datetime.fromisoformat(act.facts["on"]).date(),
        act.facts["document"],
        act.note,
        act.note_language,
        act.facts.get("leaver", ""),
        act.facts.get("successor", {}).get("iin", ""),
        act.facts.get("representative"),
    )


def return_act(act_id: int, comment: str, official: Official, now: datetime) -> None:
    """Nothing moves; whoever proposed it reads why. Raises ActAnswered, OwnAct."""
    with transaction() as db:
        act = load_act_to_answer(db, act_id, official)
        act.comment = comment
        close_act(db, act, "returned", official, now)
        audit.record("act.returned", official.login, now, act.application_id, act=act.id)


def take_back_act(act_id: int, official: Official, now: datetime) -> None:
    """By whoever proposed it, while it waits. Raises ActAnswered, NotActProposer."""
    with transaction() as db:
        act = load_open_act(db, act_id)
        if act.proposed_by != official.staff_id:
            raise NotActProposer
        close_act(db, act, "taken_back", official, now)
        audit.record("act.taken_back", official.login, now, act.application_id, act=act.id)


def close_act(db: DbSession, act: RegisterAct, state: str, official: Official, now: datetime) -> None:
    act.state, act.answered_by, act.answered_at = state, official.staff_id, now
    close_act_alerts(db, act.application_id, official.staff_id, now)
    tell_family(db, act, "told", now)


def load_open_act(db: DbSession, act_id: int) -> RegisterAct:
    act = db.get(RegisterAct, act_id)
    if act is None or act.state != "open":
        raise ActAnswered
    return act


def load_act_to_answer(db: DbSession, act_id: int, official: Official) -> RegisterAct:
    """What somebody else proposed, within this official's reach."""
    act = load_open_act(db, act_id)
    branch = db.get_one(Application, act.application_id).branch_code
    if act.proposed_by == official.staff_id:
        raise OwnAct
    if not is_within_reach(act.proposed_by, branch, official.branch_code):
        raise ActAnswered
    return act
