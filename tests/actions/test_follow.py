"""What became of a message: asked of the provider at growing pauses until it says so, or for two days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from housing.actions.notice.poll_delivery import FIRST_POLL, LONGEST_PAUSE, MAX_AGE, poll_delivery
from housing.gateways.sms import SmsDelayed
from housing.queries.cases.due_work import list_messages_to_poll

KEY = "aigerim"


class Reports:
    """A provider that says what a test wants of a message that it took."""

    def __init__(self, *said) -> None:
        self.said, self.asked = list(said), []

    def status(self, provider_id, phone):
        self.asked.append((provider_id, phone))
        said = self.said.pop(0) if len(self.said) > 1 else self.said[0]
        if isinstance(said, Exception):
            raise said
        return said


@pytest.fixture
def sent(world, left):
    return world.settled(KEY)


@pytest.fixture
def told(world, clock, left, sent):
    """The message after the provider was asked for the next time, or the time that is given."""

    def look(after=None):
        clock.go(clock() + after if after else left(sent).messages()["registered"].next_at)
        world.work()
        return left(sent).messages()["registered"]

    return look


def test_a_message_that_arrived_says_when(clock, left, sent, told):
    message = left(sent).messages()["registered"]
    assert (message.state, message.next_at) == ("sent", clock() + FIRST_POLL)
    message = told()
    assert (message.state, message.delivered_at, message.last_error) == ("delivered", clock(), "")


def test_nobody_is_asked_before_their_time(world, app, clock, sent):
    reports = app.extensions["services"].sms = Reports("pending")
    clock.ahead(seconds=59)
    world.work()
    assert reports.asked == []
    clock.ahead(seconds=1)
    world.work()
    assert len(reports.asked) == 1


@pytest.mark.parametrize("said", ["pending", "unknown", SmsDelayed("down")], ids=str)
def test_the_pauses_grow_up_to_the_longest_and_end_after_two_days(app, clock, sent, told, said):
    app.extensions["services"].sms = Reports(said)
    began, pauses, message = clock(), [], told()
    while message.state == "sent":
        pauses.append(message.next_at - clock())
        message = told()
    assert pauses == sorted(pauses) and pauses[0] == FIRST_POLL and max(pauses) == LONGEST_PAUSE
    assert len(pauses) < 20 and MAX_AGE <= clock() - began <= MAX_AGE + LONGEST_PAUSE
    assert (message.state, message.last_error, message.delivered_at) == ("undelivered", "no_report", None)


def test_after_a_long_night_it_is_asked_before_it_is_given_up(told):
    assert told(timedelta(days=5)).state == "delivered"


def test_what_cannot_be_delivered_is_told_and_changes_nothing_else(world, app, sent, told):
    app.extensions["services"].sms = Reports("undeliverable")
    message = told()
    assert (message.state, message.last_error) == ("undelivered", "undeliverable")
    assert world.status(sent) == "registered"


def test_what_is_over_is_not_asked_about_again(world, app, clock, sent, told):
    told()
    reports = app.extensions["services"].sms = Reports("undeliverable")
    clock.ahead(days=1)
    world.work()
    assert reports.asked == []


def test_whoever_asked_at_the_same_time_and_heard_otherwise_changes_nothing_any_more(clock, left, sent):
    clock.ahead(minutes=1)
    (message,) = list_messages_to_poll(clock())
    poll_delivery(message, Reports("delivered"), clock())
    poll_delivery(message, Reports("undeliverable"), clock())
    assert left(sent).messages()["registered"].state == "delivered"
