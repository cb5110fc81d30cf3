"""The demo clock: it begins in working hours, runs on, and is moved by hand from the banner."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from housing.demo.clock import DemoClock
from housing.law.working_time import ALMATY


class Set(DemoClock):
    """Runs on from a moment of the test's choosing instead of the server's."""

    def __init__(self, file, moment):
        super().__init__(file)
        self.base = moment

    def __call__(self):
        return self.base + self.ahead


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=ALMATY)


@pytest.fixture
def clock_at(app, tmp_path):
    return lambda text: Set(tmp_path / "clock.json", moment(text))


@pytest.mark.parametrize(
    ("started", "begins"),
    [
        ("2026-11-24T08:59:59", "2026-11-24T10:00:00"),
        ("2026-11-24T18:30:00", "2026-11-25T10:00:00"),
        ("2026-11-28T12:00:00", "2026-11-30T10:00:00"),
        ("2026-10-23T19:00:00", "2026-10-27T10:00:00"),
    ],
)
def test_outside_working_hours_it_begins_at_ten_of_the_next_working_day(app, clock_at, started, begins):
    clock = clock_at(started)
    with app.app_context():
        assert clock.begin() and clock.began
    assert clock() == moment(begins)


@pytest.mark.parametrize("started", ["2026-11-24T09:00:00", "2026-11-24T13:30:00", "2026-11-24T18:29:59"])
def test_in_working_hours_it_is_left_alone(app, clock_at, started):
    clock = clock_at(started)
    with app.app_context():
        assert not clock.begin() and not clock.began
    assert clock() == moment(started)


@pytest.mark.parametrize(
    ("how", "then"),
    [
        ("hour", "2026-11-27T11:15:00"),
        ("working_day_9", "2026-11-30T09:00:00"),
        ("working_day", "2026-11-30T10:15:00"),
    ],
)
def test_it_is_moved_by_hand(app, clock_at, how, then):
    clock = clock_at("2026-11-27T10:15:00")
    with app.app_context():
        clock.move(how)
    assert clock() == moment(then) and not clock.began


def test_a_restart_keeps_what_was_moved(app, clock_at):
    clock = clock_at("2026-11-24T10:00:00")
    with app.app_context():
        clock.move("hour")
    assert clock_at("2026-11-24T10:00:00").ahead == timedelta(hours=1)


def test_an_unknown_move_moves_nothing(app, clock_at):
    clock = clock_at("2026-11-24T10:00:00")
    with app.app_context(), pytest.raises(KeyError):
        clock.move("tomorrow")
    assert clock() == moment("2026-11-24T10:00:00")


def test_the_banner_says_that_the_clock_was_set_into_working_hours(world):
    world.clock.began = True
    words = "It was started outside working hours: its clock began at 10:00 of the next working day."
    assert words in world.visitor().get("/?lang=en").text
    world.clock.began = False
    assert words not in world.visitor().get("/?lang=en").text
