"""Each step once, to the right role, also after a night of downtime."""

from __future__ import annotations

from datetime import datetime

from housing.actions.cases.escalate import escalate_case
from housing.law.working_time import ALMATY
from housing.queries.cases.due_escalations import list_applications_to_escalate
from housing.queries.reference.calendar import calendar
from housing.queries.reference.steps import load_escalation_steps
from housing.storage.models import Alert


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ALMATY)


def told(case) -> list[tuple[int, str]]:
    return [(alert.level, alert.role) for alert in case.of(Alert)]


def test_a_one_day_case_is_told_at_240_120_and_0_minutes(world, clock, left):
    case = left(world.settled("marat"))  # Tuesday 10:00, due Wednesday 18:30
    expected = {
        at(25, 12, 59): [],
        at(25, 13, 0): [(1, "operator")],
        at(25, 16, 29): [(1, "operator")],
        at(25, 16, 31): [(1, "operator"), (2, "supervisor")],
        at(25, 18, 30): [(1, "operator"), (2, "supervisor"), (3, "supervisor"), (3, "head_office")],
    }
    for moment, alerts in expected.items():
        clock.go(moment)
        world.work()
        assert told(left(case.id)) == alerts, moment


def test_after_a_night_of_downtime_every_missed_step_fires_once(world, clock, left):
    case = left(world.settled("marat"))
    clock.go(at(27, 9))
    world.work()
    world.work()
    assert told(left(case.id)) == [(1, "operator"), (2, "supervisor"), (3, "supervisor"), (3, "head_office")]
    assert left(case.id).kinds().count("application.escalated") == 3
    assert [alert.breach for alert in left(case.id).of(Alert)] == [False, False, True, True]


def test_two_processes_that_saw_the_same_level_fire_it_once(world, app, clock, left):
    case = left(world.settled("marat"))
    clock.go(at(25, 17))
    seen = list_applications_to_escalate(clock(), calendar(), load_escalation_steps(clock()))
    assert [escalate_case(one, clock()) for one in seen] == [2]
    assert [escalate_case(one, clock()) for one in seen] == [0]
    assert len(told(left(case.id))) == 2


def test_only_a_case_that_has_reached_a_step_is_taken_up(world, app, clock, left):
    case = left(world.settled("marat"))
    reached = {}
    for moment in (at(25, 12, 59), at(25, 13, 0)):
        clock.go(moment)
        reached[moment] = [
            one.id for one in list_applications_to_escalate(clock(), calendar(), load_escalation_steps(clock()))
        ]
    assert reached == {at(25, 12, 59): [], at(25, 13, 0): [case.id]}


def test_a_decided_or_withdrawn_case_never_escalates(world, clock, left):
    case = left(world.settled("aigerim"))
    clock.go(at(27, 9))
    world.work()
    assert told(left(case.id)) == []


def test_who_holds_the_case_is_told_first(world, clock, left):
    case = left(world.settled("marat"))
    clock.go(at(25, 12, 50))
    world.official("astana-1").post(f"/operator/queue/{world.row(case.id).number}/claim")
    clock.go(at(25, 13, 1))
    world.work()
    (alert,) = left(case.id).of(Alert)
    assert alert.staff_id == world.row(case.id).claimed_by


def test_a_three_day_case_is_told_at_960_minutes(world, clock, left):
    case = left(world.settled("viktor"))  # due Friday 18:30
    clock.go(at(25, 18, 29))
    world.work()
    assert told(left(case.id)) == []
    clock.go(at(25, 18, 30))
    world.work()
    assert told(left(case.id)) == [(1, "operator")]
