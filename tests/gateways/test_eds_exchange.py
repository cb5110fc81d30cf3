"""An exchange with somebody's server ends in time and in size, whatever the server does, and follows nothing."""

from __future__ import annotations

from time import monotonic

import pytest

from housing.gateways.eds.exchange import NoAnswerError, address_of, exchange_http

LIMIT = 1000


def told(server, **how):
    """What came back, or the kind of the fault; and the seconds that it took."""
    began = monotonic()
    try:
        found = exchange_http(f"{server.url}/x", **{"timeout": 0.3, "limit": LIMIT, **how})
    except NoAnswerError as silent:
        found = str(silent)
    return found, monotonic() - began


def test_a_get_has_no_body_and_a_post_has_its_kind(server):
    server.says(b"answer")
    assert told(server)[0] == told(server, body=b"question", kind="text/plain")[0] == (200, b"answer")
    assert server.asked == [("/x", "", b""), ("/x", "text/plain", b"question")]


@pytest.mark.parametrize("said", [b"", b"x" * 300])
def test_who_drips_from_the_status_line_on_is_silent_too(server, said):
    """Every byte is in time and the answer is not: a thread of ours would hang for hours."""
    server.says(said)
    server.drip = 0.02
    found, seconds = told(server)
    assert found == "TimeoutError"
    assert seconds < 1


def test_half_an_answer_is_no_answer(server):
    server.says(b"x" * 300)
    server.drip = 0.0015
    found, seconds = told(server)
    assert found == "TimeoutError"
    assert seconds < 1


def test_who_says_nothing_is_silent(server):
    server.falls_silent()
    found, seconds = told(server)
    assert found == "TimeoutError"
    assert seconds < 1


def test_more_than_the_limit_is_not_read(server):
    server.says(b"x" * LIMIT)
    assert told(server)[0] == (200, b"x" * LIMIT)
    server.says(b"x" * (LIMIT + 1))
    assert told(server)[0] == "ValueError"


def test_another_address_in_the_answer_is_not_followed(server):
    server.says(b"", 302)
    assert told(server)[0] == (302, b"")
    assert len(server.asked) == 1


def test_a_silence_names_nothing_that_was_sent(server):
    server.falls_silent()
    with pytest.raises(NoAnswerError) as silent:
        exchange_http(server.url, b"900101300017", timeout=0.1, limit=LIMIT)
    assert silent.value.__cause__ is None
    assert silent.value.args == ("TimeoutError",)


@pytest.mark.parametrize("url", ["", "x", "//host", "http://", "file:///etc/passwd", "gopher://host/"])
def test_an_address_is_of_http_and_names_a_host(url):
    with pytest.raises(ValueError, match="http"):
        address_of(url)
