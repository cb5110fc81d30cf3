"""What follows from the answers of the state bases."""

from __future__ import annotations

from datetime import timedelta

from housing.actions.cases.check import LEASE_TIME, lease_application
from housing.storage.models import Answer


def test_who_has_no_housing_is_registered_by_the_machine_with_the_confirmed_category(world, left):
    case = left(world.settled("aigerim"))
    assert world.status(case.id) == "registered"
    assert (case.entry.list_code, case.entry.settlement) == ("C7", "750000000")
    assert case.decision.staff_id is None
    assert case.kinds()[-2:] == ["application.registered", "notice.sealed"]


def test_an_unconfirmed_category_is_left_out_and_refuses_nobody(world, left):
    case = left(world.settled("dauren"))
    assert world.status(case.id) == "registered"
    assert (case.entry.list_code, case.entry.category_declared) == ("general", "C9")


def test_an_owner_is_not_refused_by_the_machine_but_left_to_an_official(world, left):
    case = left(world.settled("marat"))
    assert world.status(case.id) == "with_operator"
    assert case.of(Answer)


def test_a_silent_base_refuses_nobody_and_is_asked_again(world, clock, stage, left):
    case = left(world.settled("ilyas"))
    row = world.row(case.id)
    assert (row.status, row.next_check_at) == ("source_awaited", clock() + timedelta(minutes=2))


def test_when_the_base_answers_again_the_machine_registers(world, clock, stage, left):
    stage.silent.add("mortgages")
    case = left(world.settled("aigerim"))
    assert world.status(case.id) == "source_awaited"
    stage.silent.clear()
    clock.ahead(minutes=5)
    world.work()
    assert world.status(case.id) == "registered"


def test_a_case_that_a_colleague_holds_is_not_decided_under_his_hands(world, app, clock, stage):
    stage.silent.add("mortgages")
    case = world.settled("aigerim")
    world.official("almaty-1").post(f"/operator/queue/{number(world, app, case)}/claim")
    stage.silent.clear()
    clock.ahead(minutes=6)
    world.work()
    assert world.status(case) == "with_operator"


def test_two_processes_do_not_check_one_case_twice(world, app, clock):
    case = world.filed("aigerim")
    with app.app_context():
        assert lease_application(case, clock()) is not None
        assert lease_application(case, clock()) is None


def test_a_check_that_a_crash_cut_off_is_taken_again(world, app, clock):
    case = world.filed("aigerim")
    with app.app_context():
        lease_application(case, clock())
    clock.go(clock() + LEASE_TIME - timedelta(seconds=1))
    world.work()
    assert world.status(case) == "checking"
    clock.ahead(seconds=1)
    world.work()
    assert world.status(case) == "registered"


def test_on_a_basis_with_papers_a_person_decides(world):
    assert world.status(world.settled("viktor")) == "with_operator"


def number(world, app, case):
    with app.app_context():
        return world.row(case).number
