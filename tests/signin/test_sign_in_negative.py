"""The negative tests of sign-in that need a browser (eds.md, section 7), by RSA and GOST keys, under its names."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from housing.actions.signin.challenge import issue_challenge, seal_payload
from tests.gateways.workshop import PERSON

SPENT = "This request is spent"
UNREADABLE = "could not be read"
OTHER = "What was signed is not what we asked to sign"


def test_a_key_of_either_kind_opens_the_account(door):
    assert door.knock(door.signed(door.asked())) == "/cabinet"
    assert door.is_open()
    assert "СЫНАҚОВ СЫНАҚ" in door.browser.get("/cabinet").one("main")


def test_login_refuses_replayed_cms_in_same_and_other_session(door, world):
    sent, stranger = door.signed(door.asked()), world.visitor_in("en")
    assert door.knock(sent) == "/cabinet"
    for browser in (door.browser, stranger):
        assert SPENT in door.knock({**sent, "csrf_token": browser.csrf()}, browser)
    assert not door.is_open(stranger)


def test_login_refuses_a_signature_over_another_challenge_of_the_same_session(door):
    first, second = door.asked(), door.asked()
    assert OTHER in door.knock({**second, "cms": door.signed(first)["cms"]})
    assert not door.is_open()


def test_login_refuses_challenge_of_another_session_or_after_expiry_and_burns_it_on_failure(door, world):
    stranger = world.visitor_in("en")
    theirs = door.signed(door.asked(stranger))
    assert SPENT in door.knock({**theirs, "csrf_token": door.browser.csrf()})
    late = door.signed(door.asked())
    world.clock.ahead(minutes=5)
    assert SPENT in door.knock(late)
    failed = door.asked()
    assert OTHER in door.knock(door.signed(failed, b"other"))
    assert SPENT in door.knock(door.signed(failed))
    assert not door.is_open() and not door.is_open(stranger)


def test_login_refuses_challenge_or_signature_made_for_another_purpose(door, world):
    """An application to sign, asked of the same browser, opens no account. The other way: tests/citizen."""
    own, secret = door.asked(), world.app.config["SECRET_KEY"]
    with door.browser.client.session_transaction() as session:
        token = session["visitor"]
    payload = base64.b64decode(own["challenge"])
    assert own["seal"] == seal_payload(secret, token, "sign-in", payload), "else this test would mean another browser"
    application = issue_challenge(secret, token, "signing", {"application": 1, "version": 1}, world.clock())
    form = {**own, "challenge": application.challenge, "seal": application.seal}
    assert SPENT in door.knock(door.signed(form))
    assert SPENT in door.knock(door.signed({**own, "seal": seal_payload(secret, token, "signing", payload)}))
    assert OTHER in door.knock(door.signed(own, application.payload))
    assert not door.is_open()


def test_login_refuses_attached_content_other_than_the_stored_challenge(door):
    form = door.asked()
    assert OTHER in door.knock(door.signed(form, b"other", inside=b"other"))
    form = door.asked()
    payload = base64.b64decode(form["challenge"])
    changed = door.signed(form, payload + b" ", inside=payload)
    assert "The text was changed after it was signed" in door.knock(changed)
    form = door.asked()
    assert door.knock(door.signed(form, inside=base64.b64decode(form["challenge"]))) == "/cabinet"


def test_login_takes_iin_only_from_certificate_never_from_form_header_or_cookie(door, world):
    other = world.person("aigerim").iin
    door.browser.client.set_cookie("iin", other)
    sent = {**door.signed(door.asked()), "iin": other, "name": "Ахметова", "signer": other}
    headers = {"X-IIN": other, "X-Client-Cert-Subject": f"serialNumber=IIN{other}", "REMOTE-USER": other}
    assert door.knock(sent, **headers) == "/cabinet"
    main = door.browser.get("/cabinet").one("main")
    assert "СЫНАҚОВ СЫНАҚ" in main and "Ахметова" not in main


def test_login_gives_the_session_a_new_number(door):
    before = door.browser.client.get_cookie("kezek")
    door.knock(door.signed(door.asked()))
    after = door.browser.client.get_cookie("kezek")
    assert before and after and before.value != after.value


def test_login_is_judged_by_the_servers_clock(door, world):
    short = door.workshop.person(
        term=(world.clock() - timedelta(days=9), world.clock() - timedelta(seconds=1)), **door.workshop.login
    )
    assert "Your key has expired" in door.knock(door.signed(door.asked(), certificate=short))
    assert not door.is_open()


GARBLED = {
    "no signer": {"signers": 0},
    "no certificate": {"show": False},
    "two signers": {"signers": 2},
    "no signed attributes": {"attributes": ()},
    "duplicate attribute": {"attributes": ("content_type", "message_digest", "message_digest")},
}


@pytest.mark.parametrize("kind", GARBLED)
def test_malformed_cms_is_refused_with_4xx(door, kind):
    sent = door.signed(door.asked(), **GARBLED[kind])
    page = door.browser.post("/sign-in", sent, status=422)
    assert page.one("#errors") and not door.is_open()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda der: der + b"\x00",
        lambda der: der + b"\n",
        lambda der: der[:-1],
        lambda der: der[: len(der) // 2],
        lambda der: b"<html>signed</html>",
        lambda der: b"",
        lambda der: der + b"\x30" * 300_000,
    ],
    ids=["trailing zero", "trailing line", "truncated", "half", "html", "empty", "over 256 KB"],
)
def test_malformed_bytes_are_refused_with_4xx(door, spoil):
    sent = door.signed(door.asked())
    spoiled = base64.b64encode(spoil(base64.b64decode(sent["cms"]))).decode()
    page = door.browser.post("/sign-in", {**sent, "cms": spoiled}, status=422)
    assert UNREADABLE in page.one("#errors") and not door.is_open()


@pytest.mark.parametrize("forge", ["forged authority", "patched IIN", "end entity"])
def test_a_forgers_certificate_opens_nothing(door, forge):
    """As in tests/gateways, here to see the door itself stay shut."""
    workshop, key = door.workshop, None
    if forge == "forged authority":
        shown = workshop.person(issuer_key="forger", **workshop.login)
    elif forge == "patched IIN":
        genuine = workshop.person(**workshop.login).public_bytes(Encoding.DER)
        shown = x509.load_der_x509_certificate(genuine.replace(b"IIN9001", b"IIN9101"))
    else:
        key = workshop.key("child")
        shown = workshop.person(issuer=PERSON, issuer_key="person", key=key, **workshop.login)
    said = door.knock(door.signed(door.asked(), certificate=shown, key=key))
    assert "certificat" in said and not door.is_open()
