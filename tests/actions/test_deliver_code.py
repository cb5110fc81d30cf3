"""A code that was asked for goes out by a job: once, at a distance from the last, whatever is silent or killed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from housing.actions.signin.deliver_code import LONG_DIGITS, WRONG_GUESSES, deliver_code, list_codes_to_send
from housing.actions.signin.one_time_code import CodeRequest, WrongCode, use_code
from housing.actions.signin.request_code import request_code
from housing.storage.extensions import db
from housing.storage.models import OneTimeCode
from tests.reference.steps import stands

SECRET = "a server's secret"


@pytest.fixture
def asks(world, app, clock):
    """Somebody asks for Aigerim's code, in a browser and from an address of this name."""
    with app.app_context():

        def ask(browser="hers"):
            wanted = CodeRequest(world.person("aigerim").iin, browser, "sign-in", f"{browser}'s address", "kk")
            request_code(wanted, clock())
            return wanted

        yield ask


@pytest.fixture
def work(app, clock):
    """A round of the job."""

    def deliver():
        outside = app.extensions["services"]
        return [deliver_code(one, SECRET, outside.gateway, outside.sms, clock()) for one in list_codes_to_send(clock())]

    return deliver


@pytest.fixture
def codes(world, stage):
    return lambda: [re.search(r"\d{6,}", one.text)[0] for one in stage.inbox(world.person("aigerim").phone)]


def test_who_asks_right_after_a_stranger_uses_the_code_that_came(asks, work, codes, clock):
    strangers = asks("a stranger's")
    work()
    clock.ahead(seconds=5)
    hers = asks()
    assert work() == ["sent"] and len(codes()) == 1
    for _ in range(4):
        with pytest.raises(WrongCode):
            use_code(strangers, "000000", SECRET, clock())
    assert use_code(hers, codes()[0], SECRET, clock())


def test_a_code_given_to_two_browsers_opens_one(asks, work, codes, clock):
    first, second = asks("one"), asks("another")
    work()
    use_code(second, codes()[0], SECRET, clock())
    with pytest.raises(WrongCode) as wrong:
        use_code(first, codes()[0], SECRET, clock())
    assert wrong.value.left == 0


def test_after_a_used_code_the_next_one_is_new(asks, work, codes, clock):
    use = asks("one")
    work()
    use_code(use, codes()[0], SECRET, clock())
    asks("another")
    work()
    assert len(codes()) == 2


def test_messages_to_a_phone_keep_a_distance_that_grows(asks, work, codes, clock):
    """Half an hour of somebody who asks each half minute, every time from elsewhere."""
    came = []
    for nth in range(60):
        asks(f"browser {nth}")
        work()
        came += [nth / 2] * (len(codes()) - len(came))
        clock.ahead(seconds=30)
    assert came == [0, 1, 2, 6, 10, 14, 18, 22, 26]


def test_while_the_base_is_silent_it_is_tried_again_and_then_given_up(asks, work, stage, codes, clock):
    asks()
    stage.silent.add("mobile_base")
    states = []
    for _ in range(8):
        states += work()
        clock.ahead(minutes=1)
    assert states == ["waiting"] * 5 + ["failed"] and codes() == []


def test_one_job_sends_what_another_one_leased_only_after_its_time(asks, app, clock, codes, monkeypatch):
    asks()
    outside, (one,) = app.extensions["services"], list_codes_to_send(clock())
    with pytest.raises(KeyboardInterrupt), monkeypatch.context() as killed:
        killed.setattr(type(outside.sms), "send", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        deliver_code(one, SECRET, outside.gateway, outside.sms, clock())
    assert deliver_code(one, SECRET, outside.gateway, outside.sms, clock()) == "" and list_codes_to_send(clock()) == []
    clock.ahead(minutes=1)
    (again,) = list_codes_to_send(clock())
    assert deliver_code(again, SECRET, outside.gateway, outside.sms, clock()) == "sent" and len(codes()) == 1


def test_a_failed_sending_leaves_the_code_before_in_force(asks, work, stage, codes, clock):
    wanted = asks()
    work()
    clock.ahead(seconds=70)
    stage.silent.add("mobile_base")
    asks()
    work()
    assert use_code(wanted, codes()[0], SECRET, clock())


def guess(asks, work, clock):
    """Wrong codes from many browsers."""
    for nth in range(WRONG_GUESSES // 5):
        wanted = asks(f"guesser {nth}")
        work()
        for _ in range(5):
            with pytest.raises(WrongCode):
                use_code(wanted, "000000", SECRET, clock())
    clock.ahead(minutes=5)


def test_where_somebody_guesses_the_next_code_is_longer_and_nobody_is_held_back(asks, work, codes, clock):
    guess(asks, work, clock)
    hers = asks()
    work()
    assert len(codes()[-1]) == LONG_DIGITS and use_code(hers, codes()[-1], SECRET, clock())


def test_a_message_without_room_for_a_longer_code_bears_a_short_one(asks, work, codes, clock):
    stands("messages", message="sign-in", text=dict.fromkeys(("kk", "ru", "en"), "{code} " + "ә" * 63))
    guess(asks, work, clock)
    asks()
    work()
    assert len(codes()[-1]) == 6


def test_what_is_kept_of_a_code_that_nobody_was_sent_looks_like_any_other(asks, work, clock, world):
    wanted = replace(asks(), iin="900101399998", session="elsewhere", address="elsewhere")
    request_code(wanted, clock())
    work()
    rows = db.session.query(OneTimeCode).all()
    assert [len(one.salt) + len(one.code_hash) for one in rows] == [96, 96]
    assert rows[0].expires_at == rows[1].expires_at and {one.state for one in rows} == {"sent", "nowhere"}
