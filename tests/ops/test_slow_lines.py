"""Who sends or takes a piece now and then is waited for, but not for ever."""

from __future__ import annotations

import itertools
import time
from contextlib import ExitStack, suppress

import pytest

from housing.ops import http_server
from housing.ops.http_server import THREADS, HttpServer
from tests.served import ask, begin, hear, open_line, served

HEAD = b"POST /apply HTTP/1.1\r\nHost: kezek\r\n"
#: More than the server keeps of an answer that nobody takes, and than two sockets hold.
PIECE, PIECES = bytes(1 << 20), 64


def answer(environ, start_response):
    """Long to whoever asks for much; to others as much as they sent."""
    if environ["PATH_INFO"] == "/much":
        start_response("200 OK", [])
        return itertools.repeat(PIECE, PIECES)
    body = b"%d" % len(environ["wsgi.input"].read())
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@pytest.fixture
def port(monkeypatch):
    """Of a server whose patience is short. It looks at its lines at every turn."""
    monkeypatch.setitem(http_server.SETTINGS, "cleanup_interval", 0)
    with served(HttpServer(answer, 1000, host="127.0.0.1", port=0)) as found:
        yield found


def trickle(port, begun):
    """What comes of a request of which, once begun, a letter is sent now and then until the line is shut."""
    line = open_line(port, begun)
    with suppress(ConnectionError):
        for _ in range(1000):
            line.sendall(b"a")
            time.sleep(0.05)
        pytest.fail("it was waited for a thousand letters")
    return hear(line)


def test_a_head_that_trickles_is_ended(port, monkeypatch):
    monkeypatch.setattr(http_server, "HEAD", 0.2)
    assert trickle(port, HEAD).startswith("HTTP/1.1 408 ")


@pytest.mark.parametrize("length", [b"Content-Length: 4000", b"Transfer-Encoding: chunked"])
def test_a_body_that_trickles_is_ended(port, monkeypatch, length):
    monkeypatch.setattr(http_server, "BODY", 0.2)
    assert trickle(port, HEAD + length + b"\r\n\r\nfff\r\n").startswith("HTTP/1.1 408 ")


def test_a_body_that_comes_slowly_but_steadily_is_waited_for(port, monkeypatch):
    monkeypatch.setattr(http_server, "BODY", 0.2)
    line = open_line(port, HEAD + b"Connection: close\r\nContent-Length: 8000\r\n\r\n")
    for _ in range(8):
        time.sleep(0.1)
        line.sendall(bytes(1000))
    assert hear(line).endswith("8000")


def test_a_request_has_an_end_whatever_it_holds(port, monkeypatch):
    monkeypatch.setattr(http_server, "REQUEST", 0.2)
    assert trickle(port, HEAD + b"Content-Length: 4000\r\n\r\n").startswith("HTTP/1.1 408 ")


def test_a_line_on_which_nothing_ever_comes_is_shut_without_a_word(port, monkeypatch):
    monkeypatch.setattr(http_server, "SILENT", 0.2)
    assert hear(open_line(port)) == ""


def test_a_line_that_was_answered_may_be_silent_for_longer(port, monkeypatch):
    monkeypatch.setattr(http_server, "SILENT", 0.2)
    with begin(port) as line:
        hear(open_line(port))
        line.sendall(b"GET / HTTP/1.1\r\nHost: kezek\r\nConnection: close\r\n\r\n")
        assert hear(line).startswith("HTTP/1.1 200 ")


def test_who_takes_nothing_of_a_long_answer_holds_no_thread_for_ever(port, monkeypatch):
    monkeypatch.setattr(http_server, "STALLED", 0.3)
    with ExitStack() as lines:
        for _ in range(THREADS):
            lines.enter_context(open_line(port, b"GET /much HTTP/1.1\r\nHost: kezek\r\n\r\n"))
        assert ask(port).startswith("HTTP/1.1 200 ")


def test_a_long_answer_comes_whole_to_who_takes_it(port):
    assert len(ask(port, "/much")) > PIECES * len(PIECE)


def test_requests_that_are_sent_together_are_answered_in_turn(port):
    bodies = [b"x" * number for number in range(20)]
    sent = b"".join(HEAD + b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies)
    answers = hear(open_line(port, sent + HEAD + b"Connection: close\r\n\r\n")).split("HTTP/1.1 200 OK")[1:]
    assert [one.rpartition("\r\n")[2] for one in answers] == [*map(str, range(20)), "0"]


def test_who_asks_whether_to_go_on_is_told_so(port):
    line = open_line(port, HEAD + b"Expect: 100-continue\r\nConnection: close\r\nContent-Length: 3\r\n\r\n")
    assert line.recv(1000).startswith(b"HTTP/1.1 100 ")
    line.sendall(b"abc")
    assert hear(line).endswith("3")
