"""A process is killed after the provider took a message and before that was written down; the next one asks first."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest

from app import create_app
from housing.actions.notice.deliver import Channels, deliver_message
from housing.demo.authority import Authority
from housing.gateways.sms import provider_of
from housing.queries.cases.due_work import FOREIGN_LEASE_TIME, LEASE_TIME, list_messages_to_send
from housing.registries.gateway import Gateway, GatewayAccount, RetryPolicy
from tests.conftest import PASSWORD, TUESDAY, outside_for, settings_for
from tests.other_process import OtherProcess
from tests.world import Clock

KEY = "aigerim"
LATER = TUESDAY + timedelta(minutes=1)


class Stalls:
    """Hands a message over and never comes back."""

    def __init__(self, real) -> None:
        self.real = real

    def send(self, *given):
        self.real.send(*given)
        print("taken", flush=True)
        time.sleep(600)


def deliver_and_stall(folder, authority_folder, root):
    """What the other process does: a round of deliveries, against the stage of the test."""
    settings, clock = settings_for(Path(folder)), Clock(LATER)
    app = create_app(settings, outside_for(settings, clock, Authority.open(Path(authority_folder)), None))
    account, retry = GatewayAccount("TEST", PASSWORD), RetryPolicy(pauses=(0.0,))
    gateway = Gateway(f"{root}/sync", account, clock, retry=retry)
    with app.app_context():
        for message in list_messages_to_send(LATER):
            deliver_message(message, Channels(gateway, Stalls(provider_of("smsc", root, "test", "test"))), LATER)


@pytest.fixture
def killed(world, tmp_path, authority):
    """A case whose message the provider took from a process that is no more."""
    world.stage.silent.add("mobile_base")
    case = world.settled(KEY)
    world.stage.silent.clear()
    process = OtherProcess(deliver_and_stall, str(tmp_path), str(authority.folder), world.stage.root)
    assert process.stdout.readline().strip() == "taken"
    process.end()
    return case


def test_the_next_process_finds_the_doubt_asks_and_sends_nothing_twice(world, clock, left, killed):
    message = left(killed).messages()["registered"]
    assert (message.state, message.in_doubt, message.next_at) == ("waiting", True, LATER + LEASE_TIME)
    clock.go(LATER + FOREIGN_LEASE_TIME)
    world.work()
    assert left(killed).messages()["registered"].state == "sent"
    assert len(world.stage.messages) == 1


def test_until_it_is_sure_that_the_other_one_is_dead_nobody_touches_it(world, clock, left, killed):
    clock.go(LATER + FOREIGN_LEASE_TIME - timedelta(seconds=1))
    world.work()
    assert left(killed).messages()["registered"].state == "waiting"
