"""Before a place passes on everybody whom it concerns is told and heard; a complaint that is open is answered first."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from housing.actions.cases.answer_complaint import answer_complaint
from housing.actions.cases.register_entry import lapse_acts
from housing.actions.filing.file_complaint import ComplaintRefused, file_complaint, file_family_complaint
from housing.actions.register import change_place
from housing.actions.register.hear_family import state_family_opinion
from housing.actions.register.hear_removal import HearingOver, HearingUnderWay
from housing.law.register_acts import ActNotAllowed, ProposedAct
from housing.queries.cases.complaints import list_application_complaints
from housing.queries.signin.representation import load_representative, may_act
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Application, Decision, HeardPerson, Message, RegisterAct, RegisterEntry, Staff
from housing.storage.transaction import transaction
from tests.removals import GUARDIAN, hear_out, judge, official_named

pytestmark = pytest.mark.usefixtures("added_up")
MOVED = ProposedAct("succeeded", date(2026, 11, 25), "Address record", "The family stays", "ru", "moved_away")


def fresh(table, **wanted):
    db.session.rollback()
    return list(db.session.scalars(select(table).filter_by(**wanted).order_by(table.id)))


def citizen(world, iin):
    return Who("citizen", "", "citizen", "", world.clock().date(), iin=iin)


@pytest.fixture
def hers(world, left):
    """Aigerim stands, with her husband, her grown son and children registered together."""
    case = world.settled("aigerim", category="")
    world.clock.ahead(days=2)
    with transaction() as tx:
        decision = tx.query(Decision).one()
        family = [{**one} for one in decision.facts["family"]]
        family[1]["born"] = "2004-05-01"
        decision.facts = {**decision.facts, "family": family}
    return left(case).entry


@pytest.fixture
def family(hers):
    return fresh(Decision)[0].facts["family"]


@pytest.fixture
def head(world, hers):
    return official_named(f"{world.row(hers.application_id).branch_code}-head")


@pytest.fixture
def waits(world, hers, family, head):
    """The number of the act that would give the place to her husband."""
    return change_place.propose_act(hers.id, MOVED._replace(successor=family[0]["iin"]), head, world.clock())


def confirm(world, number):
    change_place.confirm_act(number, official_named("head-office"), world.clock())


def test_everybody_whom_it_concerns_is_told_and_nobody_else(world, hers, family, waits):
    heard = [(one.iin, one.part) for one in fresh(HeardPerson)]
    assert heard == [(hers.iin, "holder"), (family[0]["iin"], "successor"), (family[1]["iin"], "family")]
    told = {one.to_iin for one in fresh(Message) if one.kind.startswith("family ")}
    assert told == {iin for iin, _part in heard}


def test_who_died_is_not_heard(world, hers, family, head):
    died = MOVED._replace(successor=family[0]["iin"], leaver="died")
    change_place.propose_act(hers.id, died, head, world.clock())
    assert [one.part for one in fresh(HeardPerson)] == ["successor", "family"]


def test_nobody_confirms_it_before_the_time_is_over(world, hers, waits):
    until = fresh(HeardPerson)[0].until
    for at in (world.clock(), until):
        world.clock.go(at)
        with pytest.raises(HearingUnderWay):
            confirm(world, waits)
    assert [one.status for one in fresh(Application)] == ["registered"]
    hear_out(world.clock)
    confirm(world, waits)
    assert [one.status for one in fresh(Application)] == ["passed_on", "registered"]


def test_once_everybody_has_answered_it_is_decided_at_once_and_each_is_told(world, waits):
    people = fresh(HeardPerson)
    for one in people:
        state_family_opinion(one.id, citizen(world, one.iin), "objects", "I stay here", world.clock())
    confirm(world, waits)
    told = {one.to_iin for one in fresh(Message) if one.kind.endswith(" told")}
    assert told == {one.iin for one in people if one.part != "successor"}, "the successor has a message of their own"


def test_each_answers_once_for_themselves_and_only_while_it_waits(world, waits, head):
    one, other, last = fresh(HeardPerson)
    with pytest.raises(LookupError):
        state_family_opinion(one.id, citizen(world, other.iin), "agrees", "", world.clock())
    state_family_opinion(one.id, citizen(world, one.iin), "agrees", "", world.clock())
    with pytest.raises(HearingOver):
        state_family_opinion(one.id, citizen(world, one.iin), "objects", "No", world.clock())
    change_place.take_back_act(waits, head, world.clock())
    with pytest.raises(HearingOver):
        state_family_opinion(last.id, citizen(world, last.iin), "objects", "No", world.clock())
    assert {one.to_iin for one in fresh(Message) if one.kind.endswith(" told")} == {one.iin, other.iin, last.iin}


def test_what_lapses_is_told_to_who_was_asked(world, hers, waits):
    with transaction() as tx:
        lapse_acts(tx, RegisterAct.id == waits, world.clock())
    assert sum(one.kind.endswith(" told") for one in fresh(Message)) == 3


@pytest.mark.parametrize("subject", ["decision", "data"])
def test_an_open_complaint_about_the_place_is_answered_first(world, hers, waits, subject):
    number = file_complaint(hers.application_id, world.who("aigerim"), subject, "The date is wrong", world.clock())
    hear_out(world.clock)
    with pytest.raises(change_place.OpenComplaint) as fault:
        confirm(world, waits)
    assert fault.value.number == number
    judged(world, number, "rejected")
    confirm(world, waits)
    assert fresh(Application)[0].status == "passed_on"


def test_a_complaint_about_conduct_bars_nothing(world, hers, waits):
    file_complaint(hers.application_id, world.who("aigerim"), "conduct", "Rude", world.clock())
    hear_out(world.clock)
    confirm(world, waits)
    assert fresh(Application)[0].status == "passed_on"


def judged(world, number, outcome="upheld"):
    with transaction() as tx:
        tx.query(Staff).filter_by(login="administrator").one().role = "head_office"
    judge(world, "administrator", number, outcome)


def test_somebody_of_the_family_complains_and_the_place_goes_back(world, hers, waits):
    son = fresh(HeardPerson)[-1]
    with pytest.raises(ComplaintRefused):
        file_family_complaint(son.id, citizen(world, son.iin), "It is not decided yet", world.clock())
    hear_out(world.clock)
    confirm(world, waits)
    with pytest.raises(LookupError):
        file_family_complaint(son.id, world.who("aigerim"), "I should follow", world.clock())
    number = file_family_complaint(son.id, citizen(world, son.iin), "I should follow", world.clock())
    with pytest.raises(ComplaintRefused):
        file_family_complaint(son.id, citizen(world, son.iin), "Twice", world.clock())
    case = fresh(Application)[0].id
    assert list_application_complaints(case) == []
    world.clock.ahead(hours=1)
    judged(world, number)
    assert fresh(RegisterEntry)[0].application_id == case
    (mine,) = list_application_complaints(case, son.iin)
    assert (mine.number, mine.state) == (number, "upheld")
    answered = [one for one in fresh(Message, to_iin=son.iin) if one.kind.startswith("complaint ")]
    assert len(answered) == 1


@pytest.fixture
def orphaned(world, hers):
    """Nobody but children is left of her family."""
    with transaction() as tx:
        decision = tx.query(Decision).one()
        family = [one for one in decision.facts["family"] if one.get("born", "") > "2010"]
        decision.facts = {**decision.facts, "family": family}
    return family[0]


def test_a_child_gets_the_place_with_somebody_who_acts_for_it(world, hers, orphaned, head):
    died = MOVED._replace(successor=orphaned["iin"], leaver="died")
    with pytest.raises(ActNotAllowed) as fault:
        change_place.propose_act(hers.id, died, head, world.clock())
    assert fault.value.reason == "represented"
    number = change_place.propose_act(hers.id, died._replace(representative=GUARDIAN), head, world.clock())
    assert [(one.iin, one.part) for one in fresh(HeardPerson)] == [(GUARDIAN["iin"], "representative")]
    hear_out(world.clock)
    confirm(world, number)
    case = fresh(Application)[-1]
    assert load_representative(case.id).iin == GUARDIAN["iin"] and may_act(case, citizen(world, GUARDIAN["iin"]))
    born = date.fromisoformat(orphaned["born"])
    assert case.represented_until == born.replace(year=born.year + 18)


def test_whoever_is_recorded_as_acting_for_the_child_acts_here_too(world, hers, orphaned, head, by_two):
    died = MOVED._replace(successor=orphaned["iin"], leaver="died", representative=GUARDIAN)
    change_place.confirm_act(proposed_and_heard(world, hers, died, head), official_named("head-office"), world.clock())
    (entry,), follows = fresh(RegisterEntry), fresh(Application)[-1]
    number = file_complaint(follows.id, citizen(world, GUARDIAN["iin"]), "decision", "Not yet", world.clock())
    with transaction() as tx:
        tx.query(Staff).filter_by(login="administrator").one().role = "head_office"
    world.clock.ahead(hours=1)
    undo(world, number)
    again = proposed_and_heard(world, entry, died._replace(representative=None), head)
    assert fresh(RegisterAct, id=again)[0].facts["representative"]["iin"] == GUARDIAN["iin"]


def proposed_and_heard(world, entry, act, head):
    number = change_place.propose_act(entry.id, act, head, world.clock())
    hear_out(world.clock)
    return number


def undo(world, number):
    one = official_named("administrator")
    who = Who("staff", "", "head_office", "", world.clock().date(), "", one.staff_id, one.login, None)
    answer_complaint(number, who, "upheld", "Looked at", world.clock(), place_returns=True)
