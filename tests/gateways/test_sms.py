"""SMS in both shapes: handed over, refused with a reason that names nobody, asked about; nothing hostile passes."""

from __future__ import annotations

import json
import traceback
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from housing.gateways.sms import (
    PROVIDERS,
    Sent,
    SmsAnswerLost,
    SmsDelayed,
    SmsFailed,
    SmsRefused,
    provider_of,
    spoken,
)
from tests.gateways.loopback import loopback

PHONE, TEXT, SECRET, KEY = "+77000000001", "№1234567890: есепке қойылдыңыз", "s3cret", "kezek-1"
SMSC, MOBIZON = "smsc", "mobizon"


@pytest.fixture
def provider(monkeypatch):
    monkeypatch.setattr(spoken, "TIMEOUT", 1.0)
    with loopback() as opened:
        yield opened


def adapter(provider, name=SMSC):
    return provider_of(name, f"{provider.url}/", "bank", SECRET)


def says(provider, answer, status=200):
    provider.says(answer if isinstance(answer, bytes) else json.dumps(answer).encode(), status)


def failure(do, *given):
    with pytest.raises(SmsFailed) as failed:
        do(*given)
    told = "".join(traceback.format_exception(failed.value))
    assert not [word for word in (PHONE, PHONE[1:], SECRET, TEXT) if word in told], "it names somebody"
    return type(failed.value), failed.value.reason


def test_smsc_is_told_in_json_and_asked_by_a_form(provider):
    says(provider, {"id": 17, "cnt": 1})
    assert adapter(provider).send(PHONE, TEXT, KEY) == Sent("17")
    says(provider, {"status": 1, "last_date": "24.11.2026 10:00:00"})
    assert adapter(provider).status("17", PHONE) == "delivered"
    (sent, kind, body), (asked, _, form) = provider.asked
    assert (sent, asked) == ("/rest/send/", "/sys/status.php"), "neither number nor password stands in the address"
    message = json.loads(body)
    assert (message["login"], message["psw"], message["phones"]) == ("bank", SECRET, PHONE)
    assert (message["mes"], message["id"], kind.split(";")[0]) == (TEXT, KEY, "application/json")
    assert parse_qs(form.decode())["phone"] == [PHONE] and parse_qs(form.decode())["id"] == ["17"]


def test_mobizon_is_told_and_asked_by_forms_with_its_key_in_the_address(provider):
    says(provider, {"code": 0, "data": {"campaignId": "3", "messageId": "17", "status": 2}, "message": ""})
    assert adapter(provider, MOBIZON).send(PHONE, TEXT, KEY) == Sent("17")
    says(provider, {"code": 0, "data": [{"id": 17, "status": "DELIVRD", "segNum": 1}], "message": ""})
    assert adapter(provider, MOBIZON).status("17", PHONE) == "delivered"
    (sent, _, body), (asked, _, ids) = provider.asked
    assert sent == f"/service/message/sendSmsMessage?output=json&api=v1&apiKey={SECRET}"
    assert asked.startswith("/service/message/getSMSStatus?") and parse_qs(ids.decode()) == {"ids[0]": ["17"]}
    form = parse_qs(body.decode())
    assert (form["recipient"], form["text"]) == ([PHONE[1:]], [TEXT]), "the number without its plus"


REFUSED = [
    (SMSC, {"error": f"invalid number {PHONE}", "error_code": 7}, SmsRefused, "number"),
    (SMSC, {"error": "text", "error_code": 6}, SmsRefused, "text"),
    (SMSC, {"error": "money", "error_code": 3}, SmsDelayed, "money"),
    (SMSC, {"error": "login", "error_code": "2"}, SmsDelayed, "account"),
    (SMSC, {"error": "twice in a minute", "error_code": 9}, SmsAnswerLost, "lost"),
    (SMSC, {"error": TEXT}, SmsAnswerLost, "lost"),
    (SMSC, {"error": "x", "error_code": PHONE}, SmsAnswerLost, "lost"),
    (SMSC, {"error": "x", "error_code": True}, SmsAnswerLost, "lost"),
    (MOBIZON, {"code": 1, "data": {"recipient": f"bad {PHONE}"}, "message": PHONE}, SmsRefused, "number"),
    (MOBIZON, {"code": 1, "data": {"text": TEXT}}, SmsRefused, "text"),
    (MOBIZON, {"code": 1, "data": [PHONE]}, SmsRefused, "refused"),
    (MOBIZON, {"code": 8, "data": None}, SmsDelayed, "account"),
    (MOBIZON, {"code": 30}, SmsDelayed, "busy"),
    (MOBIZON, {"code": 15, "data": {}}, SmsAnswerLost, "lost"),
]
HOSTILE = [
    {"cnt": 1},
    {"id": None},
    {"id": ""},
    {"id": "x" * 41},
    {"id": 1.5},
    {"id": [1]},
    {"id": True},
    {"id": "1\n2"},
    [],
    "OK",
    None,
    {"code": 0},
    {"code": 0, "data": "17"},
    {"code": 0, "data": {"messageId": {"id": 1}}},
    {"code": "0x0"},
    b"",
    b"<html>OK</html>",
    b"\xff\xfe",
    b'{"id": 1, "id": 2}',
    b'{"code": 0, "code": 1, "data": {"messageId": 5}}',
    b"[" * 60_000,
    b'{"id": ' + b"9" * 5_000 + b"}",
    b'{"id": "1", "x": "' + b"y" * 64_000 + b'"}',
]


@pytest.mark.parametrize(("name", "answer", "kind", "reason"), REFUSED)
def test_a_refusal_says_whether_to_try_again_and_names_nobody(provider, name, answer, kind, reason):
    says(provider, answer)
    assert failure(adapter(provider, name).send, PHONE, TEXT, KEY) == (kind, reason)


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize("answer", HOSTILE, ids=lambda answer: repr(answer)[:30])
def test_an_answer_that_makes_no_sense_is_a_lost_one(provider, name, answer):
    says(provider, answer)
    assert failure(adapter(provider, name).send, PHONE, TEXT, KEY) == (SmsAnswerLost, "lost")


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize(
    ("status", "kind"),
    [(500, SmsAnswerLost), (503, SmsAnswerLost), (302, SmsAnswerLost), (404, SmsAnswerLost), (429, SmsDelayed)],
)
def test_another_status_is_not_taken_for_an_answer_and_no_redirect_is_followed(provider, name, status, kind):
    says(provider, {"id": 1, "code": 0, "data": {"messageId": 1}}, status)
    assert failure(adapter(provider, name).send, PHONE, TEXT, KEY)[0] is kind
    assert len(provider.asked) == 1


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_that_is_silent_or_slow_may_have_taken_it(provider, name):
    provider.falls_silent()
    assert failure(adapter(provider, name).send, PHONE, TEXT, KEY) == (SmsAnswerLost, "lost")
    says(provider, {"id": 1})
    provider.drip = 0.2
    assert failure(adapter(provider, name).send, PHONE, TEXT, KEY) == (SmsAnswerLost, "lost")


@pytest.mark.parametrize("name", PROVIDERS)
@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "ftp://127.0.0.1", "nowhere", "http://[::1", "http://x:y"])
def test_a_provider_that_was_never_reached_has_not_taken_it(name, url):
    assert failure(provider_of(name, url, "bank", SECRET).send, PHONE, TEXT, KEY) == (SmsDelayed, "down")


@pytest.mark.parametrize(
    ("status", "said"),
    [(-3, "unknown"), (-1, "pending"), (0, "pending"), ("1", "delivered"), (2, "delivered"), (3, "undeliverable"),
     (20, "undeliverable"), (77, "unknown"), (None, "unknown"), (True, "unknown"), ([1], "unknown")],
)  # fmt: skip
def test_what_smsc_says_of_a_message(provider, status, said):
    says(provider, {"status": status})
    assert adapter(provider).status("17", PHONE) == said


@pytest.mark.parametrize(
    ("data", "said"),
    [([{"id": "17", "status": "UNDELIV"}], "undeliverable"), ([{"id": 17, "status": "ACCEPTD"}], "pending"),
     ([], "unknown"),
     ([{"id": 18, "status": "DELIVRD"}], "unknown"), ([{"id": 17, "status": []}], "unknown"), ({"id": 17}, "unknown"),
     ([{"id": 17, "status": "DELIVRD"}, {"id": 17, "status": "UNDELIV"}], "unknown"), (["17", None, 17], "unknown"),
     ([{"id": 17, "status": "DELIVRD"}, {"id": 17, "status": "DELIVRD"}], "delivered")],
)  # fmt: skip
def test_what_mobizon_says_of_a_message(provider, data, said):
    says(provider, {"code": 0, "data": data})
    assert adapter(provider, MOBIZON).status("17", PHONE) == said


def test_smsc_knows_a_message_by_our_key_or_says_that_it_has_none(provider):
    says(provider, {"status": 0})
    assert adapter(provider).find(KEY, PHONE, TEXT) == Sent(KEY)
    says(provider, {"status": -3})
    assert adapter(provider).find(KEY, PHONE, TEXT) is None
    for nothing in ({"status": None}, {"status": 99}, {}, {"error": "busy", "error_code": 9}):
        says(provider, nothing)
        assert issubclass(failure(adapter(provider).find, KEY, PHONE, TEXT)[0], SmsDelayed), "that is no 'none'"


def test_mobizon_knows_a_message_by_its_number_and_words(provider):
    row = {"id": 5, "to": PHONE[1:], "text": TEXT}
    says(provider, {"code": 0, "data": {"items": [{**row, "id": 4, "text": "another"}, {**row, "to": "7"}, row]}})
    assert adapter(provider, MOBIZON).find(KEY, PHONE, TEXT) == Sent("5")
    says(provider, {"code": 0, "data": {"items": [{**row, "text": "another"}]}})
    assert adapter(provider, MOBIZON).find(KEY, PHONE, TEXT) is None
    for nothing in ({"code": 0, "data": []}, {"code": 0}, {"code": 0, "data": {"items": None}}, {"code": 15}):
        says(provider, nothing)
        assert issubclass(failure(adapter(provider, MOBIZON).find, KEY, PHONE, TEXT)[0], SmsDelayed)


@pytest.mark.parametrize("name", PROVIDERS)
def test_nothing_secret_shows_when_an_adapter_is_printed(name):
    assert SECRET not in repr(provider_of(name, "https://sms.example", "bank", SECRET))


NAMES = st.sampled_from(["id", "code", "data", "status", "items", "error_code"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=JSON, name=st.sampled_from(sorted(PROVIDERS)))
def test_whatever_is_answered_only_our_own_failures_come_out(provider, answer, name):
    says(provider, answer)
    one = adapter(provider, name)
    for do in (lambda: one.send(PHONE, TEXT, KEY), lambda: one.status("1", PHONE), lambda: one.find(KEY, PHONE, TEXT)):
        try:
            assert isinstance(do(), Sent | str | None)
        except SmsFailed as failed:
            assert PHONE not in str(failed)
