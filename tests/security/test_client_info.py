"""Of an address and a browser only as much is kept as a person needs to know their own."""

from __future__ import annotations

import pytest

from housing.security.client_info import ClientInfo, describe_client

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("address", "described", "kept"),
    [
        ("192.0.2.77", FIREFOX, ClientInfo("192.0.*.*", "Firefox")),
        ("::ffff:192.0.2.77", CHROME, ClientInfo("192.0.*.*", "Chrome")),
        ("2001:db8:1:2::77", CHROME + " Edg/140.0", ClientInfo("2001:0db8:…", "Edge")),
        ("192.0.2.77", CHROME + " YaBrowser/25.8", ClientInfo("192.0.*.*", "Yandex Browser")),
        ("", "curl/8", ClientInfo("", "")),
    ],
)
def test_the_end_of_an_address_and_the_version_of_a_browser_are_left_out(address, described, kept):
    assert describe_client(address, described) == kept
