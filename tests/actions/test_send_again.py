"""What an official may do about a message that did not arrive: send it again, or give it up; each is written down."""

from __future__ import annotations

import pytest

from housing.actions.notice.give_up import give_up_message
from housing.actions.notice.send_again import MessageNotStuck, send_again
from housing.demo.sms import SMS_FAULTS
from housing.gateways.sms import spoken
from housing.storage.models import Event

KEY, LOGIN = "aigerim", "karaganda-head"


@pytest.fixture
def ended(world, stage, clock, left):
    """A case whose message ended under a fault."""

    def end(fault, rounds=12):
        stage.sms.fault = fault
        case = world.settled(KEY)
        for _ in range(rounds):
            message = left(case).messages()["registered"]
            if message.state not in ("waiting", "sent"):
                break
            clock.go(message.next_at)
            world.work()
        stage.sms.fault = ""
        return case

    return end


def test_what_could_not_be_delivered_goes_again_under_another_key(world, stage, clock, left, ended):
    case = ended("undeliverable")
    message = left(case).messages()["registered"]
    assert message.state == "undelivered" and stage.inbox(world.person(KEY).phone) == []
    send_again(message.id, LOGIN, clock())
    world.work()
    assert [sms.key for sms in stage.messages] == [f"kezek-{message.id}", f"kezek-{message.id}-1"]
    clock.ahead(minutes=1)
    world.work()
    assert left(case).messages()["registered"].state == "delivered"


@pytest.mark.parametrize("fault", ["refused", "no_money", "error"])
def test_what_was_given_up_begins_with_the_first_pause(world, stage, clock, left, ended, fault):
    case = ended(fault)
    message = left(case).messages()["registered"]
    assert message.state == "failed" and message.last_error
    send_again(message.id, LOGIN, clock())
    again = left(case).messages()["registered"]
    assert (again.state, again.attempts, again.next_at, again.tended_at) == ("waiting", 0, clock(), clock())
    world.work()
    assert left(case).messages()["registered"].state == "sent" and len(stage.messages) == 1


def test_what_the_provider_took_without_an_answer_is_not_sent_twice_by_hand_either(world, stage, clock, left, ended):
    """It took it, and then was silent until the message was given up."""
    stage.sms.fault = "lost"
    case = world.settled(KEY)
    stage.sms.fault = "error"
    while (message := left(case).messages()["registered"]).state == "waiting":
        clock.go(message.next_at)
        world.work()
    stage.sms.fault = ""
    assert (message.state, message.in_doubt) == ("failed", True)
    send_again(message.id, LOGIN, clock())
    world.work()
    assert len(stage.messages) == 1 and left(case).messages()["registered"].state == "sent"


def test_both_are_written_down_with_who_and_why_and_without_a_number(clock, left, ended, world):
    case = ended("refused")
    message = left(case).messages()["registered"].id
    send_again(message, LOGIN, clock())
    give_up_message(message, "told", LOGIN, clock())
    again, closed = left(case).of(Event)[-2:]
    assert (again.kind, again.actor, again.detail) == (
        "message.sent_again",
        LOGIN,
        {"message": message, "told": "registered"},
    )
    assert (closed.kind, closed.detail["reason"]) == ("message.given_up", "told")
    assert left(case).messages()["registered"].state == "closed"


@pytest.mark.parametrize("do", [send_again, lambda one, *a: give_up_message(one, "told", *a)])
@pytest.mark.parametrize("fault", ["", "dauren"])
def test_what_arrived_or_never_was_to_go_is_left_alone(world, clock, left, ended, do, fault):
    case = world.settled("dauren") if fault else ended("")
    message = left(case).messages()["registered"]
    with pytest.raises(MessageNotStuck):
        do(message.id, LOGIN, clock())
    assert left(case).messages()["registered"].tended_at is None


def test_a_message_that_was_given_up_is_not_sent_any_more(world, stage, clock, left, ended):
    case = ended("no_money", rounds=2)
    give_up_message(left(case).messages()["registered"].id, "needless", LOGIN, clock())
    clock.ahead(days=2)
    world.work()
    assert stage.messages == [] and left(case).messages()["registered"].state == "closed"


def test_a_reason_that_is_none_changes_nothing(clock, left, ended):
    case = ended("refused")
    with pytest.raises(ValueError, match="not a reason"):
        give_up_message(left(case).messages()["registered"].id, "because", LOGIN, clock())
    assert left(case).messages()["registered"].state == "failed"


def test_an_empty_account_at_the_provider_is_an_alarm(ended, caplog):
    ended("no_money", rounds=1)
    alarm = next(record for record in caplog.records if record.name == "kezek.messages")
    assert (alarm.levelname, alarm.getMessage()) == ("CRITICAL", "ALARM: messages do not go out (sms): money")


@pytest.mark.parametrize("fault", SMS_FAULTS)
def test_no_fault_writes_a_number_or_words_into_the_log(world, ended, caplog, fault, monkeypatch):
    monkeypatch.setattr(spoken, "TIMEOUT", 0.2)
    monkeypatch.setattr(world.stage.sms, "slowness", 0.3)
    ended(fault, rounds=2)
    told = " ".join(record.getMessage() for record in caplog.records)
    assert world.person(KEY).phone not in told and world.person(KEY).phone[1:] not in told
