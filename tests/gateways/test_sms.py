"""SMS: handed to the provider once, refused with a reason that names nobody, counted as it is billed."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.demo.stage import Stage
from housing.gateways.sms import SmsFailed, parts, send

PHONE, TEXT, PASSWORD = "+77000000001", "№1234567890: есепке қойылдыңыз", "secret"


class Provider(HTTPServer):
    status, answer = 200, b'{"id": 17, "cnt": 1}'


class Counter(BaseHTTPRequestHandler):
    server: Provider

    def do_POST(self) -> None:
        self.server.path = self.path
        self.server.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def provider() -> Iterator[Provider]:
    opened = Provider(("127.0.0.1", 0), Counter)
    Thread(target=opened.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield opened
    opened.shutdown()
    opened.server_close()


def hand_over(provider, key="outbox-1"):
    return send(f"http://127.0.0.1:{provider.server_port}/rest/send/", "bank", PASSWORD, PHONE, TEXT, key)


def test_a_message_goes_out_in_the_providers_shape(provider):
    assert hand_over(provider).provider_id == "17"
    assert provider.path == "/rest/send/", "neither number nor password stands in the address"
    asked = provider.asked
    assert (asked["login"], asked["psw"], asked["phones"]) == ("bank", PASSWORD, PHONE)
    assert (asked["mes"], asked["id"]) == (TEXT, "outbox-1")


FAILURES = [
    (200, {"error": f"invalid number {PHONE}", "error_code": 7}, "refused 7"),
    (200, {"error": "no money"}, "refused without a code"),
    (200, {"error": "x", "error_code": PHONE}, "refused without a code"),
    (500, {"id": 1}, "http 500"),
    (302, {"id": 1}, "http 302"),
    (200, {"cnt": 1}, "malformed answer"),
    (200, {"id": None}, "malformed answer"),
    (200, {"id": ""}, "malformed answer"),
    (200, [], "malformed answer"),
    (200, "OK", "malformed answer"),
    (200, None, "malformed answer"),
]


@pytest.mark.parametrize(("status", "answer", "reason"), FAILURES)
def test_a_refused_message_fails_with_a_reason_that_names_nobody(provider, status, answer, reason):
    provider.status, provider.answer = status, json.dumps(answer).encode()
    with pytest.raises(SmsFailed) as failed:
        hand_over(provider)
    assert str(failed.value) == reason
    told = "".join(traceback.format_exception(failed.value))
    assert not [word for word in (PHONE, PASSWORD, TEXT) if word in told]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "ftp://127.0.0.1/", "nowhere", "http://[::1", "http://x:y/"])
def test_a_provider_that_cannot_be_reached_fails_and_nothing_else_is_raised(url):
    with pytest.raises(SmsFailed, match="unreachable"):
        send(url, "bank", PASSWORD, PHONE, TEXT, "outbox-1")


def test_a_message_sent_again_under_its_key_arrives_once():
    stage = Stage(lambda: date(2026, 11, 22))
    stage.start()
    try:
        sent = [send(stage.sms_url, "bank", "demo", PHONE, TEXT, key) for key in ("a", "a", "b")]
    finally:
        stage.stop()
    assert sent[0] == sent[1] != sent[2]
    assert [sms.key for sms in stage.inbox(PHONE)] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("қ", 1), ("қ" * 70, 1), ("қ" * 71, 2), ("қ" * 134, 2), ("қ" * 135, 3), ("😀" * 35, 1), ("😀" * 36, 2)],
)
def test_seventy_letters_are_one_message_and_sixty_seven_a_part(text, number):
    assert parts(text) == number


@given(st.text(max_size=400), st.text(max_size=1))
def test_a_longer_text_never_costs_less(text, more):
    assert parts(text) <= parts(text + more)
