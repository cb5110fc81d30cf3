"""The SMS provider of the demo, asked by our own adapters over loopback: both shapes, and every fault that it plays."""

from __future__ import annotations

from datetime import date

import pytest

from housing.demo.sms import SMS_FAULTS
from housing.demo.stage import Stage
from housing.gateways.sms import PROVIDERS, SmsAnswerLost, SmsDelayed, SmsRefused, provider_of, spoken

PHONE, TEXT, KEY = "+77000000001", "№1: есепке қойылдыңыз", "kezek-1"
ANSWERS = {
    "slow": SmsAnswerLost, "down": SmsAnswerLost, "error": SmsAnswerLost, "lost": SmsAnswerLost,
    "duplicate": SmsAnswerLost, "malformed": SmsAnswerLost, "busy": SmsDelayed,
    "refused": SmsRefused, "no_money": SmsDelayed,
}  # fmt: skip
TAKEN = {"slow", "lost", "duplicate", "malformed", "undeliverable"}


@pytest.fixture
def stage(monkeypatch):
    monkeypatch.setattr(spoken, "TIMEOUT", 0.3)
    shown = Stage(lambda: date(2026, 11, 24))
    shown.sms.slowness = 0.5
    shown.start()
    yield shown
    shown.stop()


@pytest.fixture(params=PROVIDERS)
def provider(request, stage):
    return provider_of(request.param, stage.root, "demo", "demo")


def test_a_message_arrives_and_is_reported(stage, provider):
    sent = provider.send(PHONE, TEXT, KEY)
    assert [(sms.text, sms.phone) for sms in stage.inbox(PHONE)] == [(TEXT, PHONE)]
    assert provider.status(sent.provider_id, PHONE) == "delivered"
    assert provider.find(KEY, PHONE, TEXT) == sent


def test_what_it_never_had_it_does_not_know(provider):
    assert provider.status("99", PHONE) == "unknown"
    assert provider.find(KEY, PHONE, TEXT) is None


def test_given_twice_it_arrives_twice_so_that_the_guard_is_ours(stage, provider):
    provider.send(PHONE, TEXT, KEY)
    provider.send(PHONE, TEXT, KEY)
    assert len(stage.inbox(PHONE)) == 2


@pytest.mark.parametrize("fault", ANSWERS)
def test_each_fault_is_what_it_is_called(stage, provider, fault):
    stage.sms.fault = fault
    with pytest.raises(ANSWERS[fault]) as failed:
        provider.send(PHONE, TEXT, KEY)
    assert type(failed.value) is ANSWERS[fault]
    stage.sms.fault = ""
    assert (provider.find(KEY, PHONE, TEXT) is not None) == (fault in TAKEN) == bool(stage.messages)


def test_what_cannot_be_delivered_is_taken_reported_and_shown_on_no_phone(stage, provider):
    stage.sms.fault = "undeliverable"
    sent = provider.send(PHONE, TEXT, KEY)
    assert provider.status(sent.provider_id, PHONE) == "undeliverable" and stage.inbox(PHONE) == []


def test_every_fault_is_tried():
    assert {*ANSWERS, "undeliverable"} == set(SMS_FAULTS)
