"""A process is killed between the answers of the bases and the moment when they are stored: they are asked again."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest

from housing.actions.cases import check
from housing.actions.cases.check import LEASE_TIME
from housing.config import ROOT
from housing.queries.journal.journal import check_chain
from housing.registries.gateway import Gateway, GatewayAccount
from housing.storage.models import Answer
from tests.conftest import PASSWORD
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
    given = ", ".join(repr(str(one)) for one in (tmp_path, authority.folder, stage.url))
    code = f"from tests.actions import test_check_killed as there; there.check_and_stop({given})"
    process = None

    def start():
        nonlocal process
        process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        return process

    yield start
    if process:
        process.kill()
        process.communicate()


def test_it_is_asked_again_and_stored_once(world, clock, started, left):
    case = world.filed(KEY)
    before = {answer.request_id for answer in left(case).of(Answer)}
    process = started()
    assert process.stdout.readline().strip() == "asked"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert world.status(case) == "checking"
    assert {answer.request_id for answer in left(case).of(Answer)} == before, "of the killed process nothing is left"
    clock.go(clock() + LEASE_TIME)
    world.work()
    assert world.status(case) == "registered"
    stored = [answer for answer in left(case).of(Answer) if answer.request_id not in before]
    assert set(Counter((answer.source, answer.about) for answer in stored).values()) == {1}
    assert check_chain().broken_at is None
