"""Whatever the provider plays, and wherever a process dies: nobody gets a message twice, and none is lost."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from housing import jobs
from housing.actions.notice.deliver import Channels, deliver_message
from housing.demo.sms import SMS_FAULTS
from housing.gateways.sms import PROVIDERS, provider_of, spoken
from housing.queries.cases.due_work import LEASE_TIME, list_messages_to_send
from housing.queries.filing.messages import list_failed_messages
from housing.storage.models import Message
from housing.storage.transaction import transaction

KEY = "aigerim"
ENDS = {"delivered", "undelivered", "failed"}
DEATHS = ("dies before", "dies after")
STEPS = st.lists(st.sampled_from(["", *SMS_FAULTS, *DEATHS, "base"]), max_size=6)


class Killed(Exception):
    """The process ends here."""


class Dying:
    """A provider in whose `send` the process dies, before the message is out or after."""

    def __init__(self, real, when) -> None:
        self.real, self.when = real, when

    def __getattr__(self, name):
        return getattr(self.real, name)

    def send(self, *given):
        if self.when == "dies after":
            self.real.send(*given)
        raise Killed


class Office:
    """One waiting message, and rounds of the two jobs under a fault."""

    def __init__(self, world, left, case) -> None:
        self.world, self.left, self.case = world, left, case

    @property
    def message(self) -> Message:
        (found,) = self.left(self.case).of(Message)
        return found

    def begins(self) -> None:
        self.world.stage.messages.clear()
        with transaction() as db:
            db.execute(delete(Message))
            db.add(
                Message(
                    application_id=self.case,
                    kind="registered",
                    text="1",
                    state="waiting",
                    series=0,
                    next_at=self.world.clock(),
                    created_at=self.world.clock(),
                )
            )

    def round(self, fault="") -> Message:
        outside, stage = self.world.app.extensions["services"], self.world.stage
        real, stage.sms.fault = outside.sms, fault if fault in SMS_FAULTS else ""
        stage.silent = {"mobile_base"} if fault == "base" else set()
        outside.sms = Dying(real, fault) if fault in DEATHS else real
        self.world.clock.go(max(self.world.clock(), self.message.next_at))
        for job in (job for job in jobs.JOBS if job.name in ("deliver", "follow")):
            jobs.run_job(self.world.app, job)
        outside.sms = real
        return self.message


@pytest.fixture(params=PROVIDERS)
def office(request, world, left, monkeypatch):
    monkeypatch.setattr(spoken, "TIMEOUT", 0.3)
    monkeypatch.setattr(world.stage.sms, "slowness", 0.5)
    world.app.extensions["services"].sms = provider_of(request.param, world.stage.root, "test", "test")
    return Office(world, left, world.settled(KEY))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=["lost", "error", "malformed", ""])
@example(steps=["dies after", "down", "busy"])
@example(steps=["slow", "base", "dies before", "duplicate"])
@example(steps=["no_money"] * 9)
@given(steps=STEPS)
def test_it_goes_out_once_and_ends_where_somebody_sees_it(office, steps):
    office.begins()
    for fault in steps:
        office.round(fault)
    for _ in range(4):
        office.round()
    end = office.message
    taken = office.world.stage.messages
    assert end.state in ENDS and len(taken) <= 1, "it was handed over twice, or is under way for ever"
    assert (end.state == "failed") or len(taken) == 1, "it is said to be out, and nobody took it"
    dead = {one.id for one in list_failed_messages(None)}
    assert (end.id in dead) == (end.state in ("failed", "undelivered"))


@pytest.mark.parametrize("death", DEATHS)
def test_whoever_dies_between_handing_over_and_writing_it_down_leaves_a_doubt(office, death):
    office.begins()
    began = office.world.clock()
    left_behind = office.round(death)
    assert (left_behind.state, left_behind.in_doubt, left_behind.next_at) == ("waiting", True, began + LEASE_TIME)
    assert office.round().state == "sent"
    assert len(office.world.stage.messages) == 1


def test_of_two_who_read_the_same_list_one_sends(office):
    office.begins()
    outside, now = office.world.app.extensions["services"], office.world.clock()
    ways = Channels(outside.gateway, outside.sms)
    (first,), (second,) = list_messages_to_send(now), list_messages_to_send(now)
    assert [deliver_message(first, ways, now), deliver_message(second, ways, now)] == ["sent", ""]
    assert len(office.world.stage.messages) == 1


def test_of_many_who_send_at_the_same_moment_one_does(office):
    office.begins()
    app, together = office.world.app, Barrier(4)

    def run():
        with app.app_context():
            jobs_of = list_messages_to_send(office.world.clock())
            together.wait()
            outside = app.extensions["services"]
            for message in jobs_of:
                deliver_message(message, Channels(outside.gateway, outside.sms), office.world.clock())

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(office.world.stage.messages) == 1 and office.message.state == "sent"
