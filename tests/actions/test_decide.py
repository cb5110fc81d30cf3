"""An official's decision follows from the facts, once, and leaves everything behind that it must."""

from __future__ import annotations

import pytest

from housing.actions.cases.claim import AlreadyClaimed, claim_case, release_case
from housing.actions.cases.decide import decide_case
from housing.actions.cases.official import (
    CaseChangedMeanwhile,
    ClaimedByAnother,
    DoesNotFollow,
    Official,
    OfficialDecision,
)
from housing.actions.cases.withdraw import withdraw_application
from housing.law.lifecycle import MoveNotAllowed
from housing.queries.signin.session import load_official_by_login
from housing.storage.models import Decision, Message, Notice, RecordedFinding

NONE_BY_CERTIFICATE = {"dwellings": []}


@pytest.fixture
def official(app):
    def named(login: str) -> Official:
        found = load_official_by_login(login)
        return Official(found.id, found.login, login.split("-", maxsplit=1)[0])

    return named


@pytest.fixture
def decided(world, clock):
    """Decides as somebody; what was seen is what stands unless said otherwise."""

    def make(case, verdict, who, findings=None, version=None):
        version = version or world.row(case.id).version
        decision = OfficialDecision(verdict, findings or {}, "by a certificate of the registry")
        decide_case(case.id, version, decision, who, clock())

    return make


def test_an_owner_is_refused_with_his_ground_and_a_notice_of_both_languages(world, left, official, decided):
    case = left(world.settled("marat"))
    decided(case, "refuse", official("astana-1"))
    assert case.decision.grounds == [{"code": "requirements_not_met", "reasons": ["owned_housing"]}]
    assert world.status(case.id) == "refused"
    assert set(case.notice.texts) == {"kk", "ru"}
    assert case.messages()["refused"].state == "waiting"
    assert case.kinds()[-1] == "application.refused"


def test_a_silent_registry_is_settled_by_a_certificate_and_the_person_registered(world, left, official, decided):
    case = left(world.settled("ilyas"))
    decided(case, "register", official("astana-1"), NONE_BY_CERTIFICATE)
    assert world.status(case.id) == "registered"
    (settled,) = case.of(RecordedFinding)
    assert (settled.fact, settled.value, settled.note) == ("dwellings", [], "by a certificate of the registry")
    assert "fact.settled" in case.kinds()


@pytest.mark.parametrize(("key", "verdict"), [("marat", "register"), ("ilyas", "register"), ("ilyas", "refuse")])
def test_what_does_not_follow_from_the_facts_is_not_decided(world, left, official, decided, key, verdict):
    case = left(world.settled(key))
    with pytest.raises(DoesNotFollow):
        decided(case, verdict, official("astana-1"))
    assert case.of(Decision) == case.of(Notice) == case.of(RecordedFinding) == []


def test_a_second_decision_is_refused_by_the_server(world, left, official, decided):
    case = left(world.settled("marat"))
    seen = world.row(case.id).version
    decided(case, "refuse", official("astana-1"))
    with pytest.raises(CaseChangedMeanwhile):
        decided(case, "refuse", official("astana-2"), version=seen)
    assert len(case.of(Decision)) == len(case.of(Notice)) == 1
    assert [message.kind for message in case.of(Message)].count("refused") == 1


def test_a_case_that_a_colleague_holds_is_his(world, left, official, decided, clock):
    case = left(world.settled("marat"))
    holder = official("astana-1")
    claim_case(case.id, holder.staff_id, holder.login, holder.branch_code, clock())
    with pytest.raises(ClaimedByAnother):
        decided(case, "refuse", official("astana-2"))
    clock.ahead(minutes=21)
    decided(case, "refuse", official("astana-2"))
    assert world.status(case.id) == "refused"


def test_another_branch_neither_claims_nor_decides(world, left, official, decided, clock):
    case = left(world.settled("marat"))
    stranger = official("almaty-1")
    with pytest.raises(AlreadyClaimed):
        claim_case(case.id, stranger.staff_id, stranger.login, stranger.branch_code, clock())
    with pytest.raises(ClaimedByAnother):
        decided(case, "refuse", stranger)


def test_of_two_who_claim_one_gets_it_and_a_release_frees_it(world, left, official, clock):
    case, one, two = left(world.settled("marat")), official("astana-1"), official("astana-2")
    claim_case(case.id, one.staff_id, one.login, one.branch_code, clock())
    with pytest.raises(AlreadyClaimed):
        claim_case(case.id, two.staff_id, two.login, two.branch_code, clock())
    release_case(case.id, two.staff_id, two.login, clock())
    assert world.row(case.id).claimed_by == one.staff_id
    release_case(case.id, one.staff_id, one.login, clock())
    claim_case(case.id, two.staff_id, two.login, two.branch_code, clock())
    assert world.row(case.id).claimed_by == two.staff_id


def test_what_was_withdrawn_is_not_decided_and_what_was_decided_not_withdrawn(world, left, official, decided, clock):
    case = left(world.settled("marat"))
    seen = world.row(case.id).version
    with pytest.raises(MoveNotAllowed):
        withdraw_application(case.id, world.who("aigerim"), clock())
    withdraw_application(case.id, world.who("marat"), clock())
    with pytest.raises(CaseChangedMeanwhile):
        decided(case, "refuse", official("astana-1"), version=seen)
    other = left(world.settled("aigerim"))
    with pytest.raises(MoveNotAllowed):
        withdraw_application(other.id, world.who("aigerim"), clock())
