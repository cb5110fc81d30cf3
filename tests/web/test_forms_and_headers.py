"""A form is never refused for a header that a browser, an office's gateway or a proxy leaves out or changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

PUBLIC = "https://kezek.bank.example"
#: The form of a sign-in without a number: refused for the number alone, once the form was taken.
FORM = {"iin": "123"}


@pytest.fixture
def behind(world):
    """Sends the form through a proxy that speaks TLS: `behind(Host=…, Origin=…)`; gives the status of its answer."""
    services = world.app.extensions["services"]
    world.app.extensions["services"] = replace(services, settings=replace(services.settings, public_url=PUBLIC))

    def send(host="kezek.bank.example", token=True, **headers):
        client, there = world.visitor(), {"base_url": f"https://{host}", "headers": headers}
        page = client.client.get("/sign-in/code", **there).get_data(as_text=True)
        sealed = page.split('name="csrf_token" value="')[1].split('"')[0]
        return client.client.post("/sign-in/code/send", data={**FORM, "csrf_token": sealed if token else ""}, **there)

    return send


@pytest.mark.parametrize(
    ("host", "headers"),
    [
        ("kezek.bank.example", {}),
        ("kezek.bank.example", {"Referer": f"{PUBLIC}/sign-in/code", "Origin": PUBLIC}),
        ("kezek.bank.example", {"Referer": "https://other.example/", "Origin": PUBLIC}),
        ("kezek.bank.example", {"Origin": "null"}),
        ("127.0.0.1:8000", {"Referer": f"{PUBLIC}/sign-in/code", "Origin": PUBLIC}),
        ("127.0.0.1:8000", {"Origin": PUBLIC.upper()}),
        ("127.0.0.1:8000", {}),
        ("localhost:8000", {"Origin": "https://localhost:8000"}),
    ],
)
def test_a_form_of_ours_is_taken(behind, host, headers):
    assert behind(host, **headers).status_code == 303


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://kezek.bank.example",
        f"{PUBLIC}.evil.example",
        f"{PUBLIC}:8443",
        "chrome-extension://a",
    ],
)
@pytest.mark.parametrize("host", ["kezek.bank.example", "127.0.0.1:8000"])
def test_a_form_of_another_site_is_not(behind, host, origin):
    assert behind(host, Origin=origin).status_code == 400


@pytest.mark.parametrize("headers", [{}, {"Origin": PUBLIC}, {"Referer": f"{PUBLIC}/sign-in/code"}])
def test_without_its_token_no_header_helps(behind, headers):
    assert behind(token=False, **headers).status_code == 400
