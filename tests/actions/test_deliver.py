"""A message reaches a linked number once; no number linked: the cabinet alone."""

from __future__ import annotations

from housing.actions.notice.deliver import RETRY_PAUSES
from housing.demo.bases import SERVICES


def names_number(phone):
    return "FOUND", {"phone": phone, "registered": True, "connected": True}


def test_the_decision_reaches_the_linked_number_and_says_no_more_than_it_must(world, stage, left):
    case = left(world.settled("aigerim"))
    (sms,) = stage.inbox(world.person("aigerim").phone)
    assert sms.text == case.messages()["registered"].text
    assert len(sms.text) <= 70
    assert world.person("aigerim").surname_kk not in sms.text
    assert case.messages()["registered"].state == "sent"


def test_without_a_linked_number_the_cabinet_alone_answers(world, stage, left):
    case = left(world.settled("dauren"))
    assert stage.inbox(world.person("dauren").phone) == []
    assert case.messages()["registered"].state == "cabinet_only"


def test_no_sms_goes_to_a_landline_that_the_base_names(world, stage, left, monkeypatch):
    landline = "+77172700001"
    monkeypatch.setitem(SERVICES, "mobile_base", lambda _: names_number(landline))
    case = left(world.signed_and_worked("aigerim"))
    assert stage.messages == []
    message = case.messages()["registered"]
    assert (message.state, message.last_error, message.phone) == ("cabinet_only", "no_mobile", None)


def test_that_it_was_accepted_is_not_told_once_the_decision_is(world, clock, stage, left):
    case = left(world.settled("aigerim"))
    clock.ahead(minutes=10)
    world.work()
    assert left(case.id).messages()["accepted"].state == "superseded"
    assert len(stage.inbox(world.person("aigerim").phone)) == 1


def test_whose_case_waits_for_a_person_is_told_when_it_is_due(world, clock, stage, left):
    case = left(world.settled("marat"))
    clock.ahead(minutes=10)
    world.work()
    (sms,) = stage.inbox(world.person("marat").phone)
    assert "25.11.2026" in sms.text
    assert left(case.id).messages()["accepted"].state == "sent"


def test_a_provider_that_is_down_is_tried_again_after_growing_pauses(world, clock, stage, left):
    stage.silent.add("sms")
    case = left(world.settled("aigerim"))
    for pause in RETRY_PAUSES[:2]:
        message = left(case.id).messages()["registered"]
        assert (message.state, message.next_at) == ("waiting", clock() + pause)
        clock.go(message.next_at)
        world.work()
    stage.silent.clear()
    clock.ahead(minutes=5)
    world.work()
    assert left(case.id).messages()["registered"].state == "sent"
    assert len(stage.inbox(world.person("aigerim").phone)) == 1


def test_a_silent_mobile_base_delays_the_message_and_loses_nothing(world, clock, stage, left):
    stage.silent.add("mobile_base")
    case = left(world.settled("aigerim"))
    assert left(case.id).messages()["registered"].state == "waiting"
    stage.silent.clear()
    clock.ahead(minutes=1)
    world.work()
    assert left(case.id).messages()["registered"].state == "sent"


def test_after_the_last_attempt_it_is_given_up(world, clock, stage, left):
    stage.silent.add("sms")
    case = left(world.settled("aigerim"))
    for _ in RETRY_PAUSES:
        clock.go(left(case.id).messages()["registered"].next_at)
        world.work()
    message = left(case.id).messages()["registered"]
    assert (message.state, message.attempts, message.last_error) == ("failed", len(RETRY_PAUSES) + 1, "lost")


def test_what_is_refused_for_good_is_not_tried_again(world, clock, stage, left):
    stage.sms.fault = "refused"
    case = left(world.settled("aigerim"))
    stage.sms.fault = ""
    clock.ahead(days=2)
    world.work()
    message = left(case.id).messages()["registered"]
    assert (message.state, message.attempts, message.last_error) == ("failed", 1, "number")
    assert stage.messages == []
