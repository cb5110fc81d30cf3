"""A one-time code: to the linked number alone, once, soon, here, for this; and no way to guess it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from housing.actions.signin.deliver_code import deliver_code, list_codes_to_send, send_code_at_once
from housing.actions.signin.one_time_code import CodeNotDelivered, CodeRequest, TooManyCodes, WrongCode, use_code
from housing.actions.signin.request_code import request_code
from housing.storage.extensions import db
from housing.storage.models import OneTimeCode

SECRET = "a server's secret"


@pytest.fixture
def wanted(world, app):
    with app.app_context():
        yield CodeRequest(world.person("aigerim").iin, "a browser", "sign-in", "127.0.0.1", "kk")


@pytest.fixture
def send(app, clock):
    outside = app.extensions["services"]

    def now(wanted: CodeRequest) -> None:
        request_code(wanted, clock())
        for one in list_codes_to_send(clock()):
            deliver_code(one, SECRET, outside.gateway, outside.sms, clock())

    return now


def code_on(stage, phone: str) -> str:
    return re.search(r"\d{6}", stage.inbox(phone)[-1].text)[0]


@pytest.fixture
def received(world, stage):
    return lambda key="aigerim": code_on(stage, world.person(key).phone)


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_code_that_came_is_taken_once(wanted, send, received, clock):
    send(wanted)
    assert use_code(wanted, f" {received()} ", SECRET, clock())
    with pytest.raises(WrongCode):
        use_code(wanted, received(), SECRET, clock())


def test_what_is_kept_does_not_hold_the_code(wanted, send, received):
    send(wanted)
    row = db.session.scalars(select(OneTimeCode)).one()
    assert received() not in (row.code_hash, row.salt)


@pytest.mark.parametrize(
    "change",
    [{"session": "another browser"}, {"purpose": "signing"}, {"iin": "841006399900"}, {"document": "0" * 64}],
)
def test_elsewhere_for_something_or_somebody_else_it_is_refused(wanted, send, received, clock, change):
    send(wanted)
    with pytest.raises(WrongCode):
        use_code(replace(wanted, **change), received(), SECRET, clock())


def test_it_lives_five_minutes_and_no_longer(wanted, send, received, clock):
    send(wanted)
    clock.ahead(minutes=5)
    with pytest.raises(WrongCode):
        use_code(wanted, received(), SECRET, clock())
    clock.go(clock() - timedelta(microseconds=1))
    assert use_code(wanted, received(), SECRET, clock())


def test_after_five_wrong_tries_the_right_one_is_refused_too(wanted, send, received, clock):
    send(wanted)
    lefts = []
    for _ in range(5):
        with pytest.raises(WrongCode) as wrong:
            use_code(wanted, another(received()), SECRET, clock())
        lefts.append(wrong.value.left)
    assert lefts == [4, 3, 2, 1, 0]
    with pytest.raises(WrongCode):
        use_code(wanted, received(), SECRET, clock())


def test_only_the_newest_code_lives(wanted, send, received, clock):
    send(wanted)
    first = received()
    clock.ahead(seconds=61)
    send(wanted)
    with pytest.raises(WrongCode):
        use_code(wanted, first, SECRET, clock())
    assert use_code(wanted, received(), SECRET, clock())


def test_a_minute_has_to_pass_between_two(wanted, send, clock):
    send(wanted)
    clock.ahead(seconds=59)
    with pytest.raises(TooManyCodes) as too_many:
        send(wanted)
    assert too_many.value.wait == timedelta(seconds=1)
    clock.ahead(seconds=1)
    send(wanted)


@pytest.mark.parametrize(("pause", "most"), [(timedelta(minutes=2), 5), (timedelta(hours=1), 10)])
def test_five_an_hour_and_ten_a_day_are_enough(wanted, send, clock, pause, most):
    for _ in range(most):
        send(wanted)
        clock.go(clock() + pause)
    with pytest.raises(TooManyCodes):
        send(wanted)


def test_one_address_does_not_ask_for_a_whole_town(world, app, send, clock, wanted):
    people = [f"{number:012d}" for number in range(21)]
    for iin in people[:20]:
        send(replace(wanted, iin=iin))
    with pytest.raises(TooManyCodes):
        send(replace(wanted, iin=people[20]))


def test_an_unknown_person_and_an_unlinked_number_get_the_same_silence(world, send, stage, wanted):
    send(replace(wanted, iin="000000000000"))
    send(replace(wanted, iin=world.person("dauren").iin))
    assert stage.messages == []


@pytest.mark.parametrize("silent", ["mobile_base", "sms"])
def test_a_silent_base_or_provider_is_said_to_who_is_signed_in(app, clock, stage, wanted, silent):
    stage.silent.add(silent)
    outside, signing = app.extensions["services"], replace(wanted, purpose="signing", document="1" * 64)
    with pytest.raises(CodeNotDelivered):
        send_code_at_once(signing, SECRET, outside.gateway, outside.sms, clock())
    assert list_codes_to_send(clock()) == []


def test_the_message_names_service_and_purpose_and_fits_one_sms(wanted, send, stage, world, clock):
    send(wanted)
    clock.ahead(seconds=61)
    send(replace(wanted, purpose="signing", document="1" * 64))
    texts = [sms.text for sms in stage.inbox(world.person("aigerim").phone)]
    assert all(text.startswith("Kezek") and len(text) <= 70 for text in texts)
    assert len(texts) == 2
