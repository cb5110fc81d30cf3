"""To remove from the register (Law, article 73): proposed by one official, decided by another, told in writing.

A signed wish to leave takes effect at once: the signature is the act, and no official may judge a wish. A removal moves
nobody back: whoever stood behind stands one place further on, and the movement says by what cause.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from housing.actions.cases.official import Official
from housing.actions.cases.record_decision import issue_notice, supersede_notice
from housing.actions.cases.register_entry import Act, close_removal_alerts, end_entry, note_removal_proposal
from housing.actions.cases.tell_family import tell_family
from housing.actions.filing.attach import ExaminedFile, next_document, store_file
from housing.actions.notice.outbox import NewMessage, enqueue
from housing.actions.register.hear_family import begin_family_hearing, require_family_heard
from housing.actions.register.hear_removal import HearingUnderWay, begin_hearing
from housing.actions.register.removal_alerts import alert_reviewers
from housing.actions.register.removal_family import list_heard_gone, record_gone, somebody_follows
from housing.actions.register.removal_notice import build_removal_notice
from housing.law.lifecycle import CITIZEN, MOVES, OPERATOR, SYSTEM, require_move
from housing.law.removal import APPLICANT, GROUNDS, ProposedRemoval, require_removable
from housing.law.removal_clock import last_notice_day
from housing.law.working_time import ALMATY
from housing.queries.cases.four_eyes import is_within_reach
from housing.queries.reference.calendar import calendar
from housing.queries.register.place_acts import list_possible_successors
from housing.storage import audit
from housing.storage.models import Application, RegisterEntry, Removal
from housing.storage.transaction import DbSession, transaction


class EntryNotStanding(Exception):
    """It stands on the register no more, is decided anew, or is another branch's; nothing was changed."""


class RemovalWaitsAlready(Exception):
    """Somebody has proposed to remove this entry, and that is not answered yet."""


class RemovalAnswered(Exception):
    """It was answered meanwhile, or it is another branch's; nothing was changed."""


class OwnRemoval(Exception):
    """Nobody confirms or returns what they proposed themselves."""


class NotRemovalProposer(Exception):
    """Only whoever proposed it takes it back."""


class StandingEntry(NamedTuple):
    """An entry that stands, and its application, in the transaction under way."""

    entry: RegisterEntry
    application: Application


def propose_removal(
    entry_id: int, proposed: ProposedRemoval, official: Official, now: datetime, proof: ExaminedFile | None = None
) -> int:
    """The number of the removal, which waits for another official. `proof`: the document, examined already.

    Raises RemovalNotAllowed, EntryNotStanding, RemovalWaitsAlready.
    """
    with transaction() as db:
        standing = load_standing_entry(db, entry_id)
        if standing.application.branch_code != official.branch_code:
            raise EntryNotStanding
        removal = add_removal(db, standing, proposed, now, official)
        if proof is not None:
            proof.paper.document = next_document(db, standing.application.id)
            removal.paper_id = store_file(db, standing.application.id, proof)
            kind, scan = proof.paper.kind, proof.paper.scan
            audit.record("paper.filed", official.login, now, standing.application.id, kind=kind, scan=scan)
        return removal.id


def propose_removal_by_source(db: DbSession, entry_id: int, proposed: ProposedRemoval, now: datetime) -> Removal:
    """Inside the transaction under way: a state base said so, and an official is to look at it.

    Raises RemovalNotAllowed, EntryNotStanding, RemovalWaitsAlready.
    """
    return add_removal(db, load_standing_entry(db, entry_id), proposed, now)


def remove_at_own_wish(db: DbSession, entry_id: int, now: datetime) -> Removal:
    """Inside the transaction that keeps the person's signature: it takes effect at once. Raises EntryNotStanding."""
    standing = load_standing_entry(db, entry_id)
    removal = build_removal(standing, ProposedRemoval("own_wish", origin=APPLICANT), now)
    db.add(removal)
    apply_removal(db, standing, removal, CITIZEN, now)
    return removal


def load_standing_entry(db: DbSession, entry_id: int) -> StandingEntry:
    """Raises EntryNotStanding."""
    entry = db.get(RegisterEntry, entry_id)
    if entry is None or entry.annulled_at is not None:
        raise EntryNotStanding
    application = db.get_one(Application, entry.application_id)
    if application.status not in MOVES["remove"].sources:
        raise EntryNotStanding
    return StandingEntry(entry, application)


def add_removal(
    db: DbSession,
    standing: StandingEntry,
    proposed: ProposedRemoval,
    now: datetime,
    official: Official | None = None,
) -> Removal:
    family, today = list_possible_successors(standing.entry), now.astimezone(ALMATY).date()
    require_removable(proposed, today, standing.application.basis, family)
    removal = build_removal(standing, proposed, now)
    removal.facts = record_gone(proposed, family, today)
    removal.proposed_by = official.staff_id if official else None
    if db.scalar(select(Removal.id).filter_by(entry_id=standing.entry.id, state="open")) is not None:
        raise RemovalWaitsAlready
    db.add(removal)
    db.flush()
    note_removal_proposal(db, standing.entry.id, waits=True)
    if GROUNDS[proposed.ground].hears:
        begin_hearing(db, removal, standing.application, now)
    begin_family_hearing(db, removal, list_heard_gone(removal, today), now)
    alert_reviewers(db, removal, standing.application, now)
    actor = official.login if official else SYSTEM
    audit.record("removal.proposed", actor, now, standing.application.id, removal=removal.id, ground=proposed.ground)
    return removal


def build_removal(standing: StandingEntry, proposed: ProposedRemoval, now: datetime) -> Removal:
    return Removal(
        entry_id=standing.entry.id,
        application_id=standing.application.id,
        ground=proposed.ground,
        reason=proposed.reason,
        facts=dict(proposed.facts),
        origin=proposed.origin,
        source=proposed.source,
        note=proposed.note,
        note_language=proposed.note_language,
        proposed_at=now,
        state="open",
    )


def confirm_removal(removal_id: int, official: Official, now: datetime) -> None:
    """It takes effect, but where somebody of the family can follow of whom nothing was said when it was proposed.

    Raises RemovalAnswered, OwnRemoval, hear_removal.HearingUnderWay.
    """
    with transaction() as db:
        removal = load_removal_to_answer(db, removal_id, official)
        if removal.heard_until and now <= removal.heard_until and removal.opinion_at is None:
            raise HearingUnderWay(removal.heard_until)
        require_family_heard(db, removal, now)
        try:
            standing = load_standing_entry(db, removal.entry_id)
        except EntryNotStanding:
            raise RemovalAnswered from None
        if somebody_follows(removal, standing.entry):
            raise RemovalAnswered
        removal.answered_by = official.staff_id
        apply_removal(db, standing, removal, official.login, now)


def return_removal(removal_id: int, comment: str, official: Official, now: datetime) -> None:
    """The person stays; whoever proposed it reads why. Raises RemovalAnswered, OwnRemoval."""
    with transaction() as db:
        removal = load_removal_to_answer(db, removal_id, official)
        removal.comment = comment
        close_removal(db, removal, "returned", official, now)
        audit.record("removal.returned", official.login, now, removal.application_id, removal=removal.id)


def take_back_removal(removal_id: int, official: Official, now: datetime) -> None:
    """By whoever proposed it, while it waits. Raises RemovalAnswered, NotRemovalProposer."""
    with transaction() as db:
        removal = load_open_removal(db, removal_id)
        if removal.proposed_by != official.staff_id:
            raise NotRemovalProposer
        close_removal(db, removal, "taken_back", official, now)
        audit.record("removal.taken_back", official.login, now, removal.application_id, removal=removal.id)


def close_removal(db: DbSession, removal: Removal, state: str, official: Official, now: datetime) -> None:
    removal.state, removal.answered_by, removal.answered_at = state, official.staff_id, now
    close_removal_alerts(db, removal.application_id, official.staff_id, now)
    note_removal_proposal(db, removal.entry_id, waits=False)
    tell_family(db, removal, "told", now)
    if removal.heard_until:
        stays = NewMessage(f"stays {removal.id}", "stays")
        enqueue(db, db.get_one(Application, removal.application_id), stays, now)


def load_open_removal(db: DbSession, removal_id: int) -> Removal:
    removal = db.get(Removal, removal_id)
    if removal is None or removal.state != "open":
        raise RemovalAnswered
    return removal


def load_removal_to_answer(db: DbSession, removal_id: int, official: Official) -> Removal:
    """What somebody else proposed, within this official's reach."""
    removal = load_open_removal(db, removal_id)
    branch = db.get_one(Application, removal.application_id).branch_code
    if removal.proposed_by == official.staff_id:
        raise OwnRemoval
    if not is_within_reach(removal.proposed_by, branch, official.branch_code):
        raise RemovalAnswered
    return removal


def apply_removal(db: DbSession, standing: StandingEntry, removal: Removal, actor: str, now: datetime) -> None:
    """Inside the transaction under way: status, movement, journal, notice and message are born together."""
    entry, application = standing
    ground = GROUNDS[removal.ground]
    made = require_move("remove", application.status, CITIZEN if removal.origin == APPLICANT else OPERATOR)
    # Before it is written: beside one that waits there may be one that took effect, but not another that waits.
    removal.state, removal.answered_at = "confirmed", now
    removal.notice_due_on = last_notice_day(now.astimezone(ALMATY).date(), calendar())
    removal.escalation = 0
    if removal.origin == APPLICANT:
        removal.told_at, removal.told_by = now, "wish"
    db.flush()
    close_removal_alerts(db, application.id, removal.answered_by, now)
    application.status, application.version = made.target, application.version + 1
    end_entry(db, application.id, Act(ground.cause, now, removal.source, removal_id=removal.id))
    supersede_notice(db, application, now)
    notice = issue_notice(db, application, build_removal_notice(application, entry, removal, now))
    db.flush()
    removal.notice_id = notice.id
    if ground.tells_by_message:
        enqueue(db, application, NewMessage(f"{made.message} {removal.id}", made.message or ""), now)
    tell_family(db, removal, "told", now)
    audit.record(made.audit, actor, now, application.id, ground=removal.ground, register_number=entry.number)
