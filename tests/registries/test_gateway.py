"""The transport: an answer is taken only from the one who was asked, about whom was asked; all else is a silence."""

from __future__ import annotations

import hashlib
import logging
import socket
from datetime import UTC, datetime
from threading import Event, Lock, Thread

import pytest

from housing.registries.gateway import AT_ONCE, Gateway, GatewayAccount, RetryPolicy, SourceAnswer, State, read_response
from housing.registries.soap import LIMIT
from tests.registries.conftest import Asked, enveloped, found, inner

IIN = "900101399998"
OTHER = "010203699498"
NOON = datetime(2026, 7, 13, 7, 0, tzinfo=UTC)
ACCOUNT = GatewayAccount("bank")


def test_an_answer_comes_with_its_data_its_request_and_its_time(gateway, office):
    office.says = found({"surname": "Ахметов"})
    reply = gateway.send("natural_persons", IIN)
    assert (reply.state, reply.data.findtext("surname")) == (State.ANSWERED, "Ахметов")
    assert reply.request_id == office.asked[0].message_id
    assert reply.asked_at == NOON
    assert "Ахметов" in reply.raw.decode()


def test_the_envelope_names_service_person_sender_and_moment(gateway, office):
    gateway.send("orphans", IIN, purpose="housing")
    asked = office.asked[0]
    assert (asked.service, asked.iin, asked.at("requestData/data/*/purpose")) == ("orphans", IIN, "housing")
    assert [asked.at(f"requestInfo/sender/{name}") for name in ("senderId", "password")] == ["bank", "s3cret"]
    assert datetime.fromisoformat(asked.at("requestInfo/messageDate")) == NOON


def test_the_request_is_kept_without_the_password(gateway, office):
    reply = gateway.send("orphans", IIN)
    assert reply.request == office.asked[0].raw.replace(b"s3cret", b"***")
    assert b"***" in reply.request and IIN.encode() in reply.request


def test_every_request_has_an_id_of_its_own(gateway):
    assert gateway.send("orphans", IIN).request_id != gateway.send("orphans", IIN).request_id


def test_the_person_is_named_in_the_body_and_never_in_the_address(gateway, office):
    gateway.send("orphans", IIN)
    assert office.paths == ["/sync"]


@pytest.mark.parametrize("code", ["NOT_FOUND", "NO_DATA", "NO_CONSENT"])
@pytest.mark.parametrize("data", [True, False])
def test_the_silences_differ_and_bring_no_data(gateway, office, code, data):
    """With the element that names the person again, or with no data at all."""
    office.says = lambda asked: (
        200,
        enveloped(asked.message_id, inner(asked.service, IIN, {}, "silence") if data else "", code),
    )
    reply = gateway.send("natural_persons", IIN)
    assert (reply.state, reply.data) == (State(code.lower()), None)


FAULTS = {
    "somebody else's message": found({}, message_id="another"),
    "no message id": found({}, message_id=""),
    "data of another service": found({}, service="orphans"),
    "nobody in particular": found({}, iin=""),
    "an unknown code": found({}, code="MAYBE"),
    "data with a silence": found({}, code="NO_DATA"),
    "a silence with found": found({}, name="silence"),
    "found without data": lambda asked: (200, enveloped(asked.message_id, "")),
    "data twice": lambda asked: (200, enveloped(asked.message_id, inner(asked.service, IIN, {}) * 2)),
    "two persons": lambda asked: (
        200,
        enveloped(asked.message_id, inner(asked.service, IIN, {}).replace("</iin>", f"</iin><iin>{OTHER}</iin>")),
    ),
    "a redirect": lambda asked: (302, found({})(asked)[1]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_no_answer_to_the_question_is_unavailable(gateway, office, fault):
    office.says = FAULTS[fault]
    reply = gateway.send("natural_persons", IIN)
    assert (reply.state, reply.data) == (State.UNAVAILABLE, None)
    assert reply.raw, "what came is kept as evidence"


@pytest.mark.parametrize("code", ["FOUND", "NO_DATA"])
def test_an_answer_about_another_person_is_discarded_and_raises_an_alarm(gateway, office, caplog, code):
    name = "answer" if code == "FOUND" else "silence"
    office.says = found({"surname": "Ахметов"}, code=code, name=name, iin=OTHER)
    reply = gateway.send("natural_persons", IIN)
    assert (reply.state, reply.data) == (State.UNAVAILABLE, None)
    (record,) = caplog.records
    assert record.levelno == logging.CRITICAL and reply.request_id in record.getMessage()
    assert IIN not in caplog.text and OTHER not in caplog.text
    came = office.says(Asked(office.asked[0].raw))[1]
    assert reply.raw == b"discarded: about another person; sha256 " + hashlib.sha256(came).hexdigest().encode()


def test_an_answer_over_the_limit_is_unavailable_and_kept_up_to_it(gateway, office):
    office.says = lambda asked: (200, found({})(asked)[1] + b" " * LIMIT)
    reply = gateway.send("natural_persons", IIN)
    assert reply.state is State.UNAVAILABLE
    assert len(reply.raw) == LIMIT


def test_an_answer_of_exactly_the_limit_is_taken(gateway, office):
    office.says = lambda asked: (200, found({})(asked)[1].ljust(LIMIT))
    assert gateway.send("natural_persons", IIN).state is State.ANSWERED


def test_a_source_that_hangs_up_is_unavailable(gateway, office):
    office.says = lambda asked: None
    assert gateway.send("natural_persons", IIN).state is State.UNAVAILABLE


def test_a_source_that_never_answers_is_unavailable(office, gateway_of):
    enough = Event()
    office.says = lambda asked: (enough.wait(5), None)[1]
    assert gateway_of(timeout=0.05).send("natural_persons", IIN).state is State.UNAVAILABLE
    enough.set()


def test_a_port_where_nobody_listens_is_unavailable():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    gateway = Gateway(f"http://127.0.0.1:{free}", ACCOUNT, lambda: NOON, retry=RetryPolicy(pauses=()))
    assert gateway.send("natural_persons", IIN).state is State.UNAVAILABLE


@pytest.mark.parametrize("value", [object(), "\x00"])
def test_a_query_that_cannot_be_written_down_raises_nothing(gateway, value):
    assert gateway.send("natural_persons", IIN, day=value).state is State.UNAVAILABLE


def test_an_answer_that_drips_past_its_time_is_given_up():
    class Dripping:
        def read1(self, size):
            return b"x"

    with pytest.raises(TimeoutError):
        read_response(Dripping(), until=0.0)


def test_not_more_than_eight_requests_are_under_way_however_many_ask(office, gateway_of):
    lock, serving, most, full = Lock(), [0], [0], Event()

    def says(asked):
        with lock:
            serving[0] += 1
            most[0] = max(most[0], serving[0])
        if serving[0] >= AT_ONCE:
            full.set()
        full.wait(5)
        with lock:
            serving[0] -= 1
        return found({})(asked)

    office.says = says
    gateways = [gateway_of(), gateway_of()]
    askers = [Thread(target=gateways[n % 2].send, args=("orphans", IIN)) for n in range(3 * AT_ONCE)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert (most[0], len(office.asked)) == (AT_ONCE, 3 * AT_ONCE)
    assert AT_ONCE == 8


def test_neither_person_nor_answer_reaches_the_log(gateway, office, caplog):
    office.says = lambda asked: (500, b"Akhmetov " + asked.iin.encode())
    reply = gateway.send("natural_persons", IIN)
    assert caplog.messages == [f"source natural_persons, request {reply.request_id}: http 500"]
    assert not caplog.records[0].exc_info


def test_printing_an_answer_shows_nobody():
    answer = SourceAnswer("orphans", IIN, State.ANSWERED, {"applicant": {}}, "id", NOON, IIN.encode(), IIN.encode())
    assert IIN not in repr(answer)


def test_evidence_has_a_digest():
    answer = SourceAnswer("orphans", IIN, State.ANSWERED, {}, "id", NOON, b"abc")
    assert answer.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize("url", ["", "ftp://example.org", "http://", "file:///etc/passwd"])
def test_an_address_that_is_none_is_refused_at_once(url):
    with pytest.raises(ValueError, match="address"):
        Gateway(url, ACCOUNT, lambda: NOON)
