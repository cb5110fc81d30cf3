"""An upheld complaint cancels the act: another official decides the case anew, and the place bears its old date."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from housing.actions.cases.answer_complaint import ComplaintAboutOwnDecision, answer_complaint
from housing.actions.cases.decide import decide_case
from housing.actions.cases.four_eyes import OwnProposal, confirm_refusal
from housing.actions.cases.official import ClaimedByAnother, Official, OfficialDecision, TookPart
from housing.actions.cases.official import TookPart as TookPartBefore
from housing.actions.filing.file_complaint import file_complaint
from housing.law.working_time import ALMATY, due_time
from housing.queries.cases.participants import load_deciding_office
from housing.queries.figures.period import Period
from housing.queries.figures.statistics import load_figures
from housing.queries.reference.calendar import calendar
from housing.queries.reference.moved_terms import list_moved_terms
from housing.queries.signin.session import Who
from housing.storage.extensions import db
from housing.storage.models import Alert, Complaint, Decision, RecordedFinding, Staff

PAPER = "application.documents[0].reliable"
REFUSAL = OfficialDecision("refuse", {PAPER: False}, "No stamp")
REGISTRATION = OfficialDecision("register", {PAPER: True}, "It is there")
LATER = datetime(2026, 12, 8, 11, 0, tzinfo=ALMATY)


pytestmark = pytest.mark.usefixtures("added_up")


@pytest.fixture
def staff(world):
    """An official by login, as an action takes one."""

    def of(login):
        one = db.session.scalars(select(Staff).filter_by(login=login)).one()
        return Official(one.id, one.login, one.branch_code)

    return of


@pytest.fixture
def joins(world):
    """Somebody new: `joins("karaganda-2", "operator", "karaganda")`. In the demo Karaganda has two officials."""

    def add(login, role, branch=None):
        db.session.add(Staff(login=login, name="Жаңа Қызметкер", role=role, password_hash="x", branch_code=branch))
        db.session.commit()

    return add


@pytest.fixture
def third(joins, left):
    joins("karaganda-2", "operator", "karaganda")


@pytest.fixture
def judge(world, staff):
    """Answers the complaint of that number."""

    def answer(login, number, outcome="upheld"):
        one = staff(login)
        role = db.session.get_one(Staff, one.staff_id).role
        who = Who("staff", "", role, "", world.clock().date(), "", one.staff_id, login, one.branch_code)
        answer_complaint(number, who, outcome, "Looked at", world.clock())

    return answer


@pytest.fixture
def refused(world, staff, second_looks, left):
    """Viktor's paper was found unreliable by one official, and another one confirmed the refusal."""
    second_looks(lot=100)
    case = world.settled("viktor")
    decide_case(case, world.row(case).version, REFUSAL, staff("karaganda-1"), world.clock())
    confirm_refusal(case, world.row(case).version, staff("karaganda-head"), world.clock())
    return case


@pytest.fixture
def complained(world, refused):
    world.clock.go(LATER)
    return file_complaint(refused, world.who("viktor"), "decision", "The stamp is there", world.clock())


@pytest.fixture
def renewed(world, refused, complained, judge):
    judge("head-office", complained)
    world.work()
    return refused


def test_neither_proposer_nor_confirmer_judges_the_complaint(refused, complained, judge):
    for login in ("karaganda-1", "karaganda-head"):
        with pytest.raises(ComplaintAboutOwnDecision):
            judge(login, complained)
    assert load_deciding_office(refused, "judge") == "head_office"


def test_upheld_it_cancels_the_act_and_opens_the_case_anew(world, renewed, left):
    case, row = left(renewed), world.row(renewed)
    assert row.status == "renewed" and row.decided_at is None and row.due_at > LATER
    assert case.decision.cancelled_at == LATER and case.decision.complaint_id == 1
    assert [one.set_aside_at for one in case.of(RecordedFinding)] == [LATER]
    assert case.kinds().count("application.renewed") == 1 and "renewed 1" in case.messages()


def test_a_rejected_one_changes_nothing(world, refused, complained, judge, left):
    judge("head-office", complained, "rejected")
    assert world.row(refused).status == "refused" and left(refused).decision.cancelled_at is None


def test_who_took_part_neither_decides_it_anew_nor_confirms_the_second_look(world, third, renewed, staff):
    now, version = world.clock(), world.row(renewed).version
    for login in ("karaganda-1", "karaganda-head"):
        with pytest.raises(TookPart):
            decide_case(renewed, version, REGISTRATION, staff(login), now)
    assert decide_case(renewed, version, REFUSAL, staff("karaganda-2"), now) is False
    with pytest.raises(TookPartBefore):
        confirm_refusal(renewed, world.row(renewed).version, staff("karaganda-head"), now)
    assert load_deciding_office(renewed, "review") == "head_office"


def test_registered_anew_the_place_bears_the_date_that_it_would_have_had(world, third, renewed, staff, left):
    first = left(renewed).decision.decided_at
    now, version = world.clock(), world.row(renewed).version
    assert decide_case(renewed, version, REGISTRATION, staff("karaganda-2"), now)
    case = left(renewed)
    assert case.entry.registered_at == first and case.entry.complaint_id == 1
    assert [(one.outcome, one.cancelled_at is None) for one in case.of(Decision)] == [
        ("refuse", False),
        ("register", True),
    ]


def test_the_machine_does_not_decide_it_anew_and_bars_nobody(world, staff, judge, left):
    from tests.citizen.steps import refused as refused_by_machine

    case = refused_by_machine(world, "marat")
    number = file_complaint(case, world.who("marat"), "decision", "The flat was never mine", world.clock())
    assert load_deciding_office(case, "judge") == "branch"
    branch = db.session.scalars(
        select(Staff.login).filter_by(branch_code=world.row(case).branch_code, role="supervisor")
    )
    judge(branch.first(), number)
    world.work()
    assert world.row(case).status == "renewed" and load_deciding_office(case, "decide") == "branch"


def test_in_a_branch_of_two_judge_decider_and_reviewer_come_from_the_head_office(world, renewed, staff):
    assert load_deciding_office(renewed, "decide") == "head_office"
    now, version = world.clock(), world.row(renewed).version
    assert decide_case(renewed, version, REFUSAL, staff("head-office"), now) is False
    assert load_deciding_office(renewed, "review") == "head_office"
    version = world.row(renewed).version
    with pytest.raises(OwnProposal):
        confirm_refusal(renewed, version, staff("head-office"), now)
    confirm_refusal(renewed, version, staff("head-office-2"), now)
    assert world.row(renewed).status == "refused"


def test_the_head_office_decides_nothing_that_is_the_branchs(world, third, renewed, staff):
    with pytest.raises(ClaimedByAnother):
        decide_case(renewed, world.row(renewed).version, REGISTRATION, staff("head-office"), world.clock())


def test_replay_tells_of_both_decisions(world, third, renewed, staff):
    decide_case(renewed, world.row(renewed).version, REGISTRATION, staff("karaganda-2"), world.clock())
    done = world.app.test_cli_runner().invoke(args=["replay"])
    assert (done.exit_code, done.output) == (0, "2 decisions replayed, 0 differ\n")


def test_a_second_complaint_is_about_the_second_act(world, third, renewed, staff, judge):
    now = world.clock()
    decide_case(renewed, world.row(renewed).version, REFUSAL, staff("karaganda-2"), now)
    confirm_refusal(renewed, world.row(renewed).version, staff("head-office"), now)
    assert world.row(renewed).status == "refused"
    number = file_complaint(renewed, world.who("viktor"), "decision", "Still", world.clock())
    with pytest.raises(ComplaintAboutOwnDecision):
        judge("head-office", number)
    judge("head-office-2", number)
    assert world.row(renewed).status == "renewed"
    assert db.session.scalars(select(Complaint.state)).all() == ["upheld", "upheld"]


def test_steps_of_a_case_of_the_head_office_are_told_to_the_head_office_alone(world, renewed):
    world.clock.ahead(days=7)
    world.work()
    told = db.session.execute(select(Alert.role).where(Alert.at > LATER).distinct()).scalars().all()
    assert told == ["head_office"]
    page = world.official("head-office").get("/operator/inbox")
    number = world.row(renewed).number
    assert page.select(f"a[href^='/operator/case/{number}']")


def test_what_was_opened_anew_came_once_more_in_the_figures(world, third, renewed, staff):
    day = world.clock().astimezone(ALMATY).date()
    period = Period(day, day, None)
    assert load_figures(period, world.clock()).total("renewed") == 1
    decide_case(renewed, world.row(renewed).version, REGISTRATION, staff("karaganda-2"), world.clock())
    found = load_figures(period, world.clock())
    assert (found.days[0].came, found.days[0].gone, found.open) == (1, 1, 0)


def test_the_term_of_a_case_decided_anew_runs_from_there_and_is_not_moved_back(world, renewed):
    days = calendar()
    assert list_moved_terms(days, world.clock()) == []
    assert world.row(renewed).due_at == due_time(LATER, LATER, "emergency_housing", days)
