"""Every state base fails in every way: nobody is refused for it, nothing lost, no clock stops, each answer is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from housing.demo.faults import FAULTS
from housing.demo.soap import read
from housing.gateways import mobile_base
from housing.queries.reference.source_settings import load_source_settings
from housing.registries import SOURCES
from housing.storage.models import Answer, Message
from tests.conftest import PASSWORD
from tests.reference.steps import stands

KEY = "olzhas"
#: The law registers without these: the list, and a basis that was not asked for.
NOT_NEEDED = ("categories", "orphans")


@pytest.fixture
def break_down(app, stage, clock):
    """Makes a source fail, or with no name heals it. The application waits for a slow one less long than usual."""
    before, stage.slowness = stage.slowness, 0.6

    def break_down(source=None, fault=None):
        stage.faults = {source: fault} if source else {}
        gateway = app.extensions["services"].gateway
        gateway.retry = replace(gateway.retry, timeout=0.3 if fault == "slow" else 3.0)
        if fault == "slow" and source in SOURCES:
            with app.app_context():
                stands("sources", **{**load_source_settings(clock())[source].values, "seconds": 0.3})

    yield break_down
    stage.slowness, stage.faults = before, {}


@pytest.fixture
def asked(stage, monkeypatch):
    """The message ids that reached the stage, each once however often it was sent, but for the number of the phone."""
    answer, ids = stage.answer, set()

    def overheard(raw):
        if read(raw).service != mobile_base.NAME:
            ids.add(read(raw).message_id)
        return answer(raw)

    monkeypatch.setattr(stage, "answer", overheard)
    return ids


def expected(source, fault):
    if source in NOT_NEEDED:
        return "registered"
    return "with_operator" if (source, fault) == ("consents", "no_consent") else "source_awaited"


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("source", SOURCES)
def test_a_fault_refuses_nobody_and_is_over_when_it_is_over(world, clock, break_down, asked, left, source, fault):
    case = world.filed(KEY)
    due = world.row(case).due_at
    clock.ahead(minutes=1)
    break_down(source, fault)
    world.work()
    assert (world.row(case).status, world.row(case).due_at) == (expected(source, fault), due)
    assert sorted(answer.request_id for answer in left(case).of(Answer)) == sorted(asked)
    break_down()
    clock.ahead(minutes=3)
    world.work()
    wanted = "with_operator" if expected(source, fault) == "with_operator" else "registered"
    assert (world.row(case).status, world.row(case).due_at) == (wanted, due)
    answers = left(case).of(Answer)
    assert sorted(answer.request_id for answer in answers) == sorted(asked)
    assert all(b"***" in answer.request and PASSWORD.encode() not in answer.request for answer in answers)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_base_of_numbers_delays_a_message_and_loses_none(world, clock, break_down, left, fault):
    break_down(mobile_base.NAME, fault)
    case = world.settled(KEY)
    assert world.status(case) == "registered"
    assert {message.state for message in left(case).of(Message)} == {"waiting"}
    break_down()
    clock.ahead(hours=1)
    world.work()
    assert left(case).messages()["registered"].state == "sent"


def test_only_the_silent_source_is_asked_again(world, clock, break_down, asked, left):
    case = world.filed(KEY)
    clock.ahead(minutes=1)
    break_down("mortgages", "down")
    world.work()
    before = set(asked)
    clock.ahead(minutes=3)
    world.work()
    again = [answer.source for answer in left(case).of(Answer) if answer.request_id not in before]
    assert again == ["mortgages"]


def test_what_was_said_a_day_ago_is_asked_again(world, clock, break_down, asked):
    case = world.filed(KEY)
    clock.ahead(minutes=1)
    break_down("mortgages", "down")
    world.work()
    break_down()
    before = len(asked)
    clock.ahead(days=1, minutes=1)
    world.work()
    assert len(asked) - before > len(SOURCES)
    assert world.status(case) == "registered"


def test_what_one_case_waits_for_does_not_hold_up_the_others(world):
    cases = [world.filed(key) for key in ("aigerim", "dauren", "olzhas", "ilyas")]
    world.work()
    assert [world.status(case) for case in cases] == ["registered"] * 3 + ["source_awaited"]
