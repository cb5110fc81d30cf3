"""The headers that every page bears: what its browser may reach, and what it may not."""

from __future__ import annotations

from dataclasses import replace

import pytest


@pytest.fixture
def headers(app):
    """Of the start page, for a signer at this address."""

    def of(signer):
        outside = app.extensions["services"]
        outside.settings = replace(outside.settings, signer_url=signer)
        return app.test_client().get("/").headers

    return of


@pytest.mark.parametrize(
    ("signer", "reached"),
    [
        ("wss://127.0.0.1:13579", "'self' wss://127.0.0.1:13579"),
        ("/demo/ncalayer", "'self'"),
    ],
)
def test_a_page_reaches_the_signer_and_nothing_else(headers, signer, reached):
    rules = dict(rule.strip().split(" ", 1) for rule in headers(signer)["Content-Security-Policy"].split(";"))
    assert rules["connect-src"] == reached
    assert rules["default-src"] == rules["form-action"] == "'self'"


def test_the_way_to_the_programs_of_this_computer_is_not_switched_off(headers):
    """By the name that Chromium gave it first and by the one it bears now."""
    policy = dict(rule.strip().split("=") for rule in headers("wss://127.0.0.1:13579")["Permissions-Policy"].split(","))
    assert policy["loopback-network"] == policy["local-network-access"] == "(self)"
    assert policy["camera"] == "()"
