"""The transport: an answer is taken only from the one who was asked, about whom was asked; all else is a silence."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime
from threading import Event

import pytest

from housing.registries.gateway import LIMIT, Answer, Gateway, State, read

IIN = "900101399998"
OTHER = "010203699498"
NOON = datetime(2026, 7, 13, 7, 0, tzinfo=UTC)


def test_an_answer_comes_with_its_data_its_request_and_its_time(gateway, office, found):
    office.says = found({"surname": "Ахметов"})
    reply = gateway.send("natural_persons", IIN)
    assert (reply.state, reply.data) == (State.ANSWERED, {"iin": IIN, "surname": "Ахметов"})
    assert reply.request_id == office.asked[0]["messageId"]
    assert reply.asked_at == NOON
    assert json.loads(reply.raw)["data"]["surname"] == "Ахметов"


def test_the_envelope_names_service_person_sender_and_moment(gateway, office):
    gateway.send("orphans", IIN, purpose="housing")
    body = office.asked[0]
    assert body["serviceId"] == "orphans" and body["iin"] == IIN and body["purpose"] == "housing"
    assert body["sender"] == {"senderId": "bank", "password": "demo"}
    assert datetime.fromisoformat(body["messageDate"]) == NOON


def test_every_request_has_an_id_of_its_own(gateway):
    assert gateway.send("orphans", IIN).request_id != gateway.send("orphans", IIN).request_id


def test_the_person_is_named_in_the_body_and_never_in_the_address(gateway, office):
    gateway.send("orphans", IIN)
    assert office.paths == ["/sync/orphans"]


@pytest.mark.parametrize(
    ("code", "state"),
    [("NOT_FOUND", State.NOT_FOUND), ("NO_DATA", State.NO_DATA), ("NO_CONSENT", State.NO_CONSENT)],
)
def test_the_silences_differ_and_bring_no_data(gateway, office, found, code, state):
    office.says = found({"surname": "Ахметов"}, **{"status": {"code": code}})
    reply = gateway.send("natural_persons", IIN)
    assert (reply.state, reply.data) == (state, {})


def test_a_silence_needs_no_data_part(gateway, office):
    envelope = {"status": {"code": "NO_DATA"}}
    office.says = lambda asked: (200, json.dumps({"messageId": asked["messageId"], **envelope}).encode())
    assert gateway.send("orphans", IIN).state is State.NO_DATA


FAULTS = {
    "a server error": {"status": 500},
    "a redirect": {"status": 302},
    "somebody else's message": {"messageId": "another"},
    "no message id": {"messageId": None},
    "another person": {"data": {"iin": OTHER}},
    "nobody in particular": {"data": {}},
    "data that are no object": {"data": [IIN]},
    "an unknown code": {"changed_status": {"code": "MAYBE"}},
    "a status that is no object": {"changed_status": "FOUND"},
    "silence about another person": {"changed_status": {"code": "NOT_FOUND"}, "data": {"iin": OTHER}},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_answer_to_the_question_is_unavailable(gateway, office, found, fault):
    changed = dict(FAULTS[fault])
    http, status = changed.pop("status", 200), changed.pop("changed_status", {"code": "FOUND"})

    def says(asked):
        _, raw = found({})(asked)
        return http, json.dumps({**json.loads(raw), "status": status, **changed}).encode()

    office.says = says
    reply = gateway.send("natural_persons", IIN)
    assert (reply.state, reply.data) == (State.UNAVAILABLE, {})
    assert reply.raw, "what came is kept as evidence"


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b"null", b"\xff\xfe", b"[" * 100_000])
def test_a_body_that_is_no_envelope_is_unavailable_and_kept(gateway, office, raw):
    office.says = lambda asked: (200, raw)
    reply = gateway.send("natural_persons", IIN)
    assert (reply.state, reply.raw) == (State.UNAVAILABLE, raw)


def test_an_answer_over_the_limit_is_unavailable_and_kept_up_to_it(gateway, office, found):
    office.says = lambda asked: (200, found({})(asked)[1] + b" " * LIMIT)
    reply = gateway.send("natural_persons", IIN)
    assert reply.state is State.UNAVAILABLE
    assert len(reply.raw) == LIMIT


def test_an_answer_of_exactly_the_limit_is_taken(gateway, office, found):
    office.says = lambda asked: (200, found({})(asked)[1].ljust(LIMIT))
    assert gateway.send("natural_persons", IIN).state is State.ANSWERED


def test_a_source_that_hangs_up_is_unavailable(gateway, office):
    office.says = lambda asked: None
    assert gateway.send("natural_persons", IIN).state is State.UNAVAILABLE


def test_a_source_that_never_answers_is_unavailable(office):
    enough = Event()
    office.says = lambda asked: (enough.wait(5), None)[1]
    hasty = Gateway(f"http://127.0.0.1:{office.server_port}", sender="bank", timeout=0.05, clock=lambda: NOON)
    assert hasty.send("natural_persons", IIN).state is State.UNAVAILABLE
    enough.set()


def test_a_port_where_nobody_listens_is_unavailable():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    gateway = Gateway(f"http://127.0.0.1:{free}", sender="bank", clock=lambda: NOON)
    assert gateway.send("natural_persons", IIN).state is State.UNAVAILABLE


def test_a_query_that_cannot_be_written_down_raises_nothing(gateway):
    assert gateway.send("natural_persons", IIN, day=object()).state is State.UNAVAILABLE


def test_an_answer_that_drips_past_its_time_is_given_up():
    class Dripping:
        def read1(self, size):
            return b"x"

    with pytest.raises(TimeoutError):
        read(Dripping(), until=0.0)


def test_neither_person_nor_answer_reaches_the_log(gateway, office, caplog):
    office.says = lambda asked: (500, b"Akhmetov " + asked["iin"].encode())
    reply = gateway.send("natural_persons", IIN)
    assert caplog.messages == [f"source natural_persons, request {reply.request_id}: Unusable"]
    assert not caplog.records[0].exc_info


def test_printing_an_answer_shows_nobody():
    answer = Answer("orphans", IIN, State.ANSWERED, {"applicant": {}}, "id", NOON, IIN.encode())
    assert IIN not in repr(answer)


def test_evidence_has_a_digest():
    answer = Answer("orphans", IIN, State.ANSWERED, {}, "id", NOON, b"abc")
    assert answer.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("url", ["", "ftp://example.org", "http://", "file:///etc/passwd"])
def test_an_address_that_is_none_is_refused_at_once(url):
    with pytest.raises(ValueError, match="address"):
        Gateway(url, sender="bank", clock=lambda: NOON)
