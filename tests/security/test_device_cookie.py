"""The cookie of a browser that somebody signed in with: ours, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.security.device_cookie import (
    MAX_LOGINS,
    UNKNOWN_DEVICE,
    TrustedDevice,
    add_login,
    read_cookie,
    write_cookie,
)

KEY = "a test's own key"


def test_it_knows_who_signed_in_and_nobody_else():
    known = read_cookie(write_cookie(add_login(UNKNOWN_DEVICE, "astana-1", KEY), KEY), KEY)
    assert known.has_login("astana-1", KEY) and not known.has_login("astana-2", KEY)


def test_it_names_nobody():
    assert "astana-1" not in write_cookie(add_login(UNKNOWN_DEVICE, "astana-1", KEY), KEY)


def test_colleagues_share_a_browser_but_not_without_end():
    known = UNKNOWN_DEVICE
    for number in range(MAX_LOGINS + 3):
        known = add_login(known, f"official-{number}", KEY)
    assert (
        len(known.logins) == MAX_LOGINS
        and known.has_login(f"official-{MAX_LOGINS + 2}", KEY)
        and not known.has_login("official-0", KEY)
    )
    assert add_login(known, "official-9", KEY).browser == known.browser


@pytest.mark.parametrize(
    "change",
    [
        lambda cookie: cookie[:-1] + ("0" if cookie[-1] != "0" else "1"),
        lambda cookie: "A" + cookie,
        lambda cookie: cookie.split(".")[0],
    ],
)
def test_a_changed_one_is_nobodys(change):
    assert read_cookie(change(write_cookie(add_login(UNKNOWN_DEVICE, "astana-1", KEY), KEY)), KEY) == UNKNOWN_DEVICE


def test_one_sealed_by_another_key_is_nobodys():
    assert (
        read_cookie(write_cookie(add_login(UNKNOWN_DEVICE, "astana-1", "another key"), "another key"), KEY)
        == UNKNOWN_DEVICE
    )


@given(st.text())
def test_nothing_that_is_sent_makes_it_fail(cookie):
    assert isinstance(read_cookie(cookie, KEY), TrustedDevice)
