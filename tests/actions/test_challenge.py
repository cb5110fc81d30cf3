"""A challenge is answered once, here, for this, and soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from housing.actions.signin.challenge import (
    LIFETIMES,
    ChallengeSpent,
    canonical_json,
    issue_challenge,
    spend_challenge,
)

KEY, HERE = "a key", "this browser"


@pytest.fixture
def asked(app, clock):
    with app.app_context():
        yield issue_challenge(KEY, HERE, "sign-in", {"aud": "kezek"}, clock())


def test_it_gives_its_document_back_once(asked, clock):
    assert spend_challenge(KEY, HERE, "sign-in", asked, clock())["aud"] == "kezek"
    with pytest.raises(ChallengeSpent):
        spend_challenge(KEY, HERE, "sign-in", asked, clock())


@pytest.mark.parametrize(
    ("key", "session", "purpose"),
    [("another key", HERE, "sign-in"), (KEY, "another browser", "sign-in"), (KEY, HERE, "signing")],
)
def test_of_another_key_session_or_purpose_it_is_refused(asked, clock, key, session, purpose):
    with pytest.raises(ChallengeSpent):
        spend_challenge(key, session, purpose, asked, clock())


def test_changed_bytes_are_refused(asked, clock):
    with pytest.raises(ChallengeSpent):
        spend_challenge(KEY, HERE, "sign-in", replace(asked, payload=asked.payload + b" "), clock())


def test_it_lives_to_the_last_moment_and_not_at_it(asked, clock):
    clock.go(clock() + LIFETIMES["sign-in"])
    with pytest.raises(ChallengeSpent):
        spend_challenge(KEY, HERE, "sign-in", asked, clock())
    clock.go(clock() - timedelta(microseconds=1))
    assert spend_challenge(KEY, HERE, "sign-in", asked, clock())


def test_a_document_is_written_in_one_way_only():
    assert canonical_json({"b": "й", "a": 1}) == canonical_json({"a": 1, "b": "й"}) == '{"a":1,"b":"й"}'.encode()
