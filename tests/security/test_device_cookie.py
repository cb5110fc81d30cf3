"""The cookie of a browser that somebody signed in with: ours, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.security.device_cookie import MOST, NONE, Known, read, signed_in, written

KEY = "a test's own key"


def test_it_knows_who_signed_in_and_nobody_else():
    known = read(written(signed_in(NONE, "astana-1", KEY), KEY), KEY)
    assert known.knows("astana-1", KEY) and not known.knows("astana-2", KEY)


def test_it_names_nobody():
    assert "astana-1" not in written(signed_in(NONE, "astana-1", KEY), KEY)


def test_colleagues_share_a_browser_but_not_without_end():
    known = NONE
    for number in range(MOST + 3):
        known = signed_in(known, f"official-{number}", KEY)
    assert len(known.logins) == MOST and known.knows(f"official-{MOST + 2}", KEY) and not known.knows("official-0", KEY)
    assert signed_in(known, "official-9", KEY).browser == known.browser


@pytest.mark.parametrize("change", [lambda cookie: cookie[:-1] + ("0" if cookie[-1] != "0" else "1"),
                                    lambda cookie: "A" + cookie, lambda cookie: cookie.split(".")[0]])  # fmt: skip
def test_a_changed_one_is_nobodys(change):
    assert read(change(written(signed_in(NONE, "astana-1", KEY), KEY)), KEY) == NONE


def test_one_sealed_by_another_key_is_nobodys():
    assert read(written(signed_in(NONE, "astana-1", "another key"), "another key"), KEY) == NONE


@given(st.text())
def test_nothing_that_is_sent_makes_it_fail(cookie):
    assert isinstance(read(cookie, KEY), Known)
