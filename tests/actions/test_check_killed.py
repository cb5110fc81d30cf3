"""A process is killed between the answers of the bases and the moment when they are stored: they are asked again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from housing.actions.cases import check
from housing.actions.cases.check import LEASE_TIME
from housing.queries.journal.journal import check_chain
from housing.registries.gateway import Gateway, GatewayAccount
from housing.storage.models import Answer
from tests.conftest import PASSWORD
from tests.other_process import OtherProcess
from tests.storage.test_durability import another_process, say_and_wait

KEY = "olzhas"


def check_and_stop(folder, authority_folder, url):
    """Another process: takes the case, hears every answer, and stops for ever before it keeps them."""
    world = another_process(folder, authority_folder)
    outside = world.app.extensions["services"]
    gateway = Gateway(url, GatewayAccount("TEST", PASSWORD), outside.clock)
    world.app.extensions["services"] = replace(outside, gateway=gateway)
    check.apply_answers = lambda *answers: say_and_wait("asked")
    world.work()


@pytest.fixture
def started(app, tmp_path, authority, stage):
    process = None

    def start():
        nonlocal process
        process = OtherProcess(check_and_stop, str(tmp_path), str(authority.folder), stage.url)
        return process

    yield start
    if process:
        process.end()


def test_it_is_asked_again_and_stored_once(world, clock, started, left):
    case = world.filed(KEY)
    before = {answer.request_id for answer in left(case).of(Answer)}
    process = started()
    assert process.stdout.readline().strip() == "asked"
    process.kill()
    assert world.status(case) == "checking"
    assert {answer.request_id for answer in left(case).of(Answer)} == before, "of the killed process nothing is left"
    clock.go(clock() + LEASE_TIME)
    world.work()
    assert world.status(case) == "registered"
    stored = [answer for answer in left(case).of(Answer) if answer.request_id not in before]
    assert set(Counter((answer.source, answer.about) for answer in stored).values()) == {1}
    assert check_chain().broken_at is None
