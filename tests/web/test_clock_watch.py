"""A clock that jumps is noticed, nothing is filed by it, and somebody may say that it is right now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from housing.jobs import JOBS, run_job
from housing.web.clock_watch import AHEAD, BACK, REMEMBERED, WATCH, ClockWatch
from tests.conftest import TUESDAY

SECOND = timedelta(seconds=1)


class Steady:
    seconds = 1000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def steady():
    return Steady()


@pytest.fixture
def watch(world, clock, steady):
    made = world.app.extensions[WATCH] = ClockWatch(clock, None, steady)
    return made


@pytest.mark.parametrize(
    ("jump", "said"),
    [(-BACK, ""), (-BACK - SECOND, "behind"), (AHEAD, ""), (AHEAD + SECOND, "ahead"), (timedelta(days=-400), "behind")],
)
def test_a_jump_is_told_from_time_that_passes(clock, steady, jump, said):
    watch = ClockWatch(clock, None, steady)
    steady.seconds += 60
    clock.go(TUESDAY + timedelta(minutes=1) + jump)
    assert watch.find_fault() == said
    clock.go(TUESDAY + timedelta(minutes=1))
    assert watch.find_fault() == ""


def test_small_steps_add_up_to_no_jump(clock, steady):
    watch = ClockWatch(clock, None, steady)
    for _ in range(20):
        steady.seconds += 2 * REMEMBERED.total_seconds()
        clock.go(clock() + 2 * REMEMBERED - 10 * SECOND)
        assert watch.find_fault() == ""


def test_a_start_before_the_last_event_is_noticed(clock, steady):
    assert ClockWatch(clock, TUESDAY + timedelta(hours=2), steady).find_fault() == "behind"
    assert ClockWatch(clock, TUESDAY + timedelta(seconds=30), steady).find_fault() == ""


def test_a_demo_moves_its_clock_by_hand(steady):
    class DemoClock:
        ahead = timedelta()

        def __call__(self):
            return TUESDAY + self.ahead

    moved = DemoClock()
    watch = ClockWatch(moved, None, steady)
    moved.ahead = timedelta(days=30)
    assert watch.find_fault() == ""


def test_by_a_wrong_clock_nothing_is_filed_and_it_is_told(world, watch, clock):
    world.drafted("aigerim")
    browser = world.citizen("aigerim", "en")
    form = browser.get("/apply/contact").form("main form")
    clock.go(TUESDAY + timedelta(days=300))
    page = browser.post("/apply/contact", form, 503)
    assert page.h1 == "The server's clock is wrong" and page.form("main form") == form
    ready = world.app.test_client().get("/readyz")
    assert (ready.status_code, ready.json["clock"]) == (503, "not well: ahead")
    assert [run_job(world.app, job) for job in JOBS] == [0] * len(JOBS)


def test_an_administrator_accepts_what_it_says(watch, steady, sits):
    administrator = sits("administrator")
    steady.seconds += 120
    page = administrator.get("/operator/maintenance")
    assert "It went back" in page.one("main .box.bad")
    administrator.post("/operator/maintenance/clock", {})
    assert watch.find_fault() == "" and not administrator.get("/operator/maintenance").select(".box.bad")
    administrator.post("/operator/maintenance/clock", {}, 409)
