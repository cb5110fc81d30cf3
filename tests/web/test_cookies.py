"""The cookies of a real Kezek: this host alone may set them, over TLS alone, and no script reads them."""

from __future__ import annotations

import pytest

from housing.demo.people import STAFF
from housing.web.sessions import session_settings

HTTPS = "https://kezek.bank.example"
PAGE = "/operator/sign-in"


@pytest.fixture
def signed_in(world, monkeypatch):
    """The answer to a right password at a Kezek whose cookies are set as in production."""
    for name, value in session_settings(demo=False).items():
        monkeypatch.setitem(world.app.config, name, value)
    world.set_up(demo=False, public_url=HTTPS)
    official, client = STAFF[0], world.visitor().client
    html = client.get(PAGE, base_url=HTTPS).get_data(as_text=True)
    token = html.split('name="csrf_token" value="')[1].split('"')[0]
    sent = {"login": official.login, "password": official.password, "csrf_token": token}
    answer = client.post(PAGE, base_url=HTTPS, data=sent, headers={"Origin": HTTPS})
    assert answer.status_code == 303
    return answer.headers.getlist("Set-Cookie")


def test_each_is_set_by_this_host_alone_over_tls_alone_and_read_by_no_script(signed_in):
    names = {cookie.split("=", 1)[0] for cookie in signed_in}
    assert names == {"__Host-kezek", "__Host-kezek-known"}
    for cookie in signed_in:
        marks = set(cookie.split("; ")[1:])
        assert marks >= {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}, cookie
        assert not [mark for mark in marks if mark.startswith("Domain")]
