"""The way to the responder: every question is new, nobody waits for long, and who fails is left alone for a minute."""

from __future__ import annotations

from time import monotonic

import pytest

from housing.gateways.eds import Responder
from housing.gateways.eds.ocsp import OcspError
from tests.gateways.revocation_workshop import answer
from tests.world import Clock


@pytest.fixture
def clock(workshop):
    return Clock(workshop.noon)


@pytest.fixture
def ask(workshop, certificate, trust, server, clock):
    """Asks the server about the person's certificate: the status, or the code of the fault."""
    responder = Responder(f"{server.url}/ocsp", clock=clock, timeout=0.3)
    server.reply = lambda question: (200, answer(workshop, question))

    def run():
        try:
            return responder.ask_status(certificate, trust.authorities[0], workshop.noon).status
        except OcspError as fault:
            return fault.code

    run.good = server.reply
    return run


def test_a_question_goes_out_as_the_standard_says_and_is_answered(ask, server):
    assert ask() == "good"
    ((path, kind, _),) = server.asked
    assert (path, kind) == ("/ocsp", "application/ocsp-request")


def test_every_question_has_a_nonce_of_its_own(ask, server):
    assert [ask(), ask()] == ["good", "good"]
    first, second = (body for _, _, body in server.asked)
    assert first != second


def test_yesterdays_answer_played_again_is_refused(ask, server):
    ask()
    server.says(ask.good(server.asked[0][2])[1])
    assert ask() == "OCSP_NONCE"


@pytest.mark.parametrize("status", [301, 404, 500])
def test_another_status_than_200_is_silence(ask, server, status):
    server.reply = lambda question: (status, ask.good(question)[1])
    assert ask() == "OCSP_UNAVAILABLE"


def test_who_says_nothing_is_not_waited_for(ask, server):
    server.falls_silent()
    began = monotonic()
    assert ask() == "OCSP_UNAVAILABLE"
    assert monotonic() - began < 2


def test_who_drips_is_not_waited_for_to_the_end(ask, server):
    server.drip = 0.02
    began = monotonic()
    assert ask() == "OCSP_UNAVAILABLE"
    assert monotonic() - began < 1


def test_a_huge_answer_is_not_read_to_the_end(ask, server):
    server.says(b"\x30" * 10_000_000)
    assert ask() == "OCSP_UNAVAILABLE"


def test_nobody_at_the_address_is_silence(workshop, certificate, trust, clock):
    responder = Responder("http://127.0.0.1:9", clock=clock)
    with pytest.raises(OcspError, match="OCSP_UNAVAILABLE"):
        responder.ask_status(certificate, trust.authorities[0], workshop.noon)


def test_after_three_failures_in_a_row_it_is_left_alone_for_a_minute(ask, server, clock):
    server.says(b"<html>", 500)
    assert [ask() for _ in range(5)] == ["OCSP_UNAVAILABLE"] * 5
    assert len(server.asked) == 3
    server.reply = ask.good
    clock.ahead(seconds=59)
    assert (ask(), len(server.asked)) == ("OCSP_UNAVAILABLE", 3)
    clock.ahead(seconds=1)
    assert (ask(), len(server.asked)) == ("good", 4)


def test_after_the_minute_one_more_failure_is_enough(ask, server, clock):
    server.says(b"", 500)
    for _ in range(3):
        ask()
    clock.ahead(minutes=2)
    assert [ask(), ask()] == ["OCSP_UNAVAILABLE"] * 2
    assert len(server.asked) == 4


def test_a_success_in_between_begins_the_count_anew(ask, server):
    for _ in range(2):
        server.says(b"", 500)
        assert [ask(), ask()] == ["OCSP_UNAVAILABLE"] * 2
        server.reply = ask.good
        assert ask() == "good"
    assert len(server.asked) == 6


def test_an_unusable_answer_counts_as_a_failure(ask, server):
    server.says(b"<html>")
    assert [ask() for _ in range(4)] == ["OCSP_MALFORMED"] * 3 + ["OCSP_UNAVAILABLE"]


@pytest.mark.parametrize("url", ["", "ocsp.example", "ftp://host/", "http://", "file:///etc/passwd"])
def test_an_address_that_is_none_is_a_mistake_of_the_settings(url, clock):
    with pytest.raises(ValueError, match="http"):
        Responder(url, clock=clock)
