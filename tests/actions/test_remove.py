"""A removal is proposed by one, decided by another, told in writing; an upheld complaint gives the old place back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import select

from housing.actions.cases.answer_complaint import ComplaintAboutOwnDecision
from housing.actions.register import remove
from housing.actions.register.hear_removal import HearingOver, state_opinion
from housing.law.removal import ProposedRemoval, RemovalNotAllowed
from housing.law.working_time import ALMATY
from housing.storage.extensions import db
from housing.storage.models import Complaint, Notice, RegisterEntry, RegisterMovement, Removal
from housing.storage.transaction import transaction
from tests.removals import HOUSED, branch_of, complain, judge, key_of, official_named

pytestmark = pytest.mark.usefixtures("added_up")


def test_a_proposal_takes_nothing_away(world, stood, proposal, left):
    case = left(stood.application_id)
    assert case.entry.annulled_at is None and world.row(stood.application_id).status == "registered"
    assert case.notice.kind == "registered" and case.kinds()[-1] == "removal.proposed"


def test_before_the_person_was_heard_nobody_confirms_it(world, stood, proposal):
    head = official_named(f"{branch_of(world, stood)}-head")
    with pytest.raises(remove.HearingUnderWay) as early:
        remove.confirm_removal(proposal, head, world.clock())
    assert early.value.until == datetime(2026, 11, 30, 18, 30, tzinfo=ALMATY)
    state_opinion(proposal, world.who("dauren"), "objects", "The flat is my brother's", world.clock())
    remove.confirm_removal(proposal, head, world.clock())
    with pytest.raises(HearingOver):
        state_opinion(proposal, world.who("dauren"), "agrees", "", world.clock())


def test_what_somebody_thinks_of_another_persons_removal_is_not_asked(world, proposal):
    with pytest.raises(LookupError):
        state_opinion(proposal, world.who("aigerim"), "agrees", "", world.clock())


def test_who_died_is_not_heard(world, stood, left):
    died = ProposedRemoval("died", facts={"on": "2026-11-20"}, source="civil_registry")
    branch = branch_of(world, stood)
    waits = remove.propose_removal(stood.id, died, official_named(f"{branch}-1"), world.clock())
    remove.confirm_removal(waits, official_named(f"{branch}-head"), world.clock())
    assert not [kind for kind in left(stood.application_id).messages() if kind.startswith(("hearing", "removed"))]


def test_confirmed_it_ends_the_place_with_status_movement_notice_and_message_at_once(world, removed, left):
    case, at = left(removed), world.clock()
    (removal,) = case.of(Removal)
    movement = db.session.scalars(select(RegisterMovement).order_by(RegisterMovement.id.desc())).first()
    assert world.row(removed).status == "removed" and case.entry.annulled_at == at
    assert (movement.sign, movement.cause, movement.removal_id, movement.at) == (-1, "housed", removal.id, at)
    registered, told = case.of(Notice)
    assert registered.replaced_at == at and (told.kind, told.replaced_at) == ("removed", None)
    assert removal.notice_id == told.id and removal.notice_due_on == date(2026, 12, 11)
    assert f"removed {removal.id}" in case.messages() and case.kinds()[-1] == "entry.removed"


def test_the_notice_says_ground_point_fact_source_complaint_and_the_way_back(removed, left):
    text = left(removed).of(Notice)[-1].texts["ru"]
    for words in ("пункт 1, подпункт 4)", "Contract No. 17", "20.11.2026", "The keys were handed over"):
        assert words in text
    assert "новое заявление можно подать" in text and "1 марта 2027 г." in text


def test_who_proposed_it_does_not_confirm_it(world, stood, proposal):
    with pytest.raises(remove.OwnRemoval):
        remove.confirm_removal(proposal, official_named(f"{branch_of(world, stood)}-1"), world.clock())


def test_another_branch_neither_proposes_nor_confirms(world, stood):
    with pytest.raises(remove.EntryNotStanding):
        remove.propose_removal(stood.id, HOUSED, official_named("almaty-1"), world.clock())
    waits = remove.propose_removal(stood.id, HOUSED, official_named(f"{branch_of(world, stood)}-1"), world.clock())
    world.clock.ahead(days=6)
    for login in ("almaty-head", "head-office"):
        with pytest.raises(remove.RemovalAnswered):
            remove.confirm_removal(waits, official_named(login), world.clock())


def test_the_head_office_confirms_what_the_only_supervisor_proposed(world, stood, left):
    waits = remove.propose_removal(stood.id, HOUSED, official_named(f"{branch_of(world, stood)}-head"), world.clock())
    world.clock.ahead(days=6)
    remove.confirm_removal(waits, official_named("head-office"), world.clock())
    assert world.row(stood.application_id).status == "removed"


def test_two_proposals_of_one_entry_do_not_wait_at_once(world, stood, proposal):
    with pytest.raises(remove.RemovalWaitsAlready):
        remove.propose_removal(stood.id, HOUSED, official_named(f"{branch_of(world, stood)}-head"), world.clock())


def test_what_was_returned_or_taken_back_is_answered_and_another_may_be_proposed(world, stood, proposal, left):
    first, head = official_named(f"{branch_of(world, stood)}-1"), official_named(f"{branch_of(world, stood)}-head")
    remove.return_removal(proposal, "Which contract?", head, world.clock())
    with pytest.raises(remove.RemovalAnswered):
        remove.confirm_removal(proposal, head, world.clock())
    again = remove.propose_removal(stood.id, HOUSED, first, world.clock())
    with pytest.raises(remove.NotRemovalProposer):
        remove.take_back_removal(again, head, world.clock())
    remove.take_back_removal(again, first, world.clock())
    states = db.session.scalars(select(Removal.state).order_by(Removal.id)).all()
    told = [kind for kind in left(stood.application_id).messages() if kind.startswith("stays")]
    assert (
        states == ["returned", "taken_back"]
        and len(told) == 2
        and world.row(stood.application_id).status == "registered"
    )


def test_a_wish_takes_effect_at_once_and_ends_what_waited(world, stood, proposal, left):
    with transaction() as tx:
        remove.remove_at_own_wish(tx, stood.id, world.clock())
    case = left(stood.application_id)
    assert [one.state for one in case.of(Removal)] == ["lapsed", "confirmed"]
    assert world.row(stood.application_id).status == "removed" and case.of(Notice)[-1].kind == "removed"


def test_the_place_of_who_died_is_not_ended_while_a_family_stands_with_them(world, left):
    entry = left(world.settled("aigerim")).entry
    died = ProposedRemoval("died", facts={"on": "2026-11-20"}, source="civil_registry")
    with pytest.raises(RemovalNotAllowed) as refused:
        remove.propose_removal(entry.id, died, official_named(f"{branch_of(world, entry)}-1"), world.clock())
    assert refused.value.reason == "family_stays"


def test_neither_proposer_nor_confirmer_judges_the_complaint(world, stood, removed):
    number = complain(world, removed)
    with pytest.raises(ComplaintAboutOwnDecision):
        judge(world, f"{branch_of(world, stood)}-head", number)


def test_upheld_it_gives_the_very_place_back(world, stood, removed, left):
    before = key_of(stood)
    judge(world, "head-office", complain(world, removed))
    case = left(removed)
    assert key_of(case.entry) == before and case.entry.annulled_at is None
    (removal,) = case.of(Removal)
    assert world.row(removed).status == "registered" and (removal.state, removal.complaint_id) == ("cancelled", 1)
    assert case.of(Notice)[-1].kind == "restored" and case.of(Notice)[-2].replaced_at == world.clock()
    assert "restored 1" in case.messages() and "complaint 1" not in case.messages()


def test_rejected_it_leaves_the_removal_as_it_is(world, removed, left):
    judge(world, "head-office", complain(world, removed), "rejected")
    assert world.row(removed).status == "removed" and left(removed).entry.annulled_at
    assert db.session.scalars(select(Complaint.state)).one() == "rejected"


def test_who_came_back_may_be_removed_and_come_back_once_more(world, stood, removed, left):
    before, branch = key_of(stood), branch_of(world, stood)
    judge(world, "head-office", complain(world, removed))
    again = remove.propose_removal(stood.id, HOUSED, official_named(f"{branch}-1"), world.clock())
    world.clock.ahead(days=7)
    remove.confirm_removal(again, official_named(f"{branch}-head"), world.clock())
    judge(world, "head-office", complain(world, removed, "Once more"))
    assert key_of(left(removed).entry) == before and left(removed).entry.annulled_at is None


def test_a_place_got_meanwhile_in_the_settlement_gets_the_earlier_date(world, stood, removed):
    old = stood.registered_at
    world.clock.ahead(days=1)
    world.settled("dauren")
    judge(world, "head-office", complain(world, removed))
    (standing,) = db.session.scalars(select(RegisterEntry).filter_by(iin=stood.iin, annulled_at=None))
    assert standing.id != stood.id and standing.registered_at == old
