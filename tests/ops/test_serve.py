"""What the server takes in: whole requests, and of one that is too large nothing but the wish for an answer."""

from __future__ import annotations

import logging
import re
import socket

import pytest
from waitress.buffers import OverflowableBuffer

from housing.config import MAX_BODY
from housing.ops import serve
from housing.ops.http_server import PROXIED, create_http_server
from housing.ops.limited_parser import DISCARD_LIMIT
from tests.served import served

MEGABYTE = bytes(1 << 20)
HEAD = b"POST /apply/documents/technical_conclusion HTTP/1.1\r\nHost: kezek\r\nConnection: close\r\n"
KIND = b"Content-Type: application/octet-stream\r\n"


@pytest.fixture
def put_by(monkeypatch):
    """Sizes of the pieces of bodies that the server has kept, in memory or on disk."""
    kept, append = [], OverflowableBuffer.append

    def watched(buffer, piece):
        kept.append(len(piece))
        append(buffer, piece)

    monkeypatch.setattr(OverflowableBuffer, "append", watched)
    return kept


def said(port, head, pieces=()):
    """The whole answer to a request sent piece by piece to its end, as a browser sends it."""
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(head + b"\r\n")
        for piece in pieces:
            line.sendall(piece)
        answer = b""
        while more := line.recv(65_536):
            answer += more
        return answer.decode("utf-8", "replace")


def measured(megabytes):
    return HEAD + KIND + b"Content-Length: %d\r\n" % (megabytes << 20), [MEGABYTE] * megabytes


def in_chunks(megabytes):
    pieces = [b"100000\r\n" + MEGABYTE + b"\r\n"] * megabytes
    return HEAD + KIND + b"Transfer-Encoding: chunked\r\n", [*pieces, b"0\r\n\r\n"]


@pytest.mark.parametrize("way", [measured, in_chunks])
def test_a_stream_of_two_hundred_megabytes_is_refused_in_words_and_kept_nowhere(port, way, put_by):
    answer = said(port, *way(200))
    assert answer.startswith("HTTP/1.1 413 ") and "<h1>" in answer
    assert sum(put_by) < MAX_BODY + (1 << 20)


@pytest.mark.parametrize("way", [measured, in_chunks])
def test_what_is_within_the_limit_reaches_the_application(port, way):
    assert said(port, *way(2)).startswith("HTTP/1.1 400 "), "it is read, and it has no token"


def test_beyond_all_bounds_the_line_is_cut(port):
    answer = said(port, HEAD + b"Content-Length: %d\r\n" % DISCARD_LIMIT)
    assert answer.startswith("HTTP/1.1 413 ") and "<h1>" not in answer


def test_a_chunk_that_is_none_is_refused(port):
    head, pieces = in_chunks(14)
    assert said(port, head, [*pieces[:14], b"no number\r\n\r\n"]).startswith("HTTP/1.1 400 ")


def test_a_request_without_a_body_is_answered(port):
    assert said(port, b"GET /healthz HTTP/1.1\r\nHost: kezek\r\nConnection: close\r\n").startswith("HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("request_line", "more", "status"),
    [
        (b"GET / HTTP/9", b"", "400"),
        (b"POST /", b"Content-Length: -1\r\n", "400"),
        (b"POST /", b"Transfer-Encoding: gzip, chunked\r\n", "501"),
    ],
)
def test_what_the_server_itself_refuses_is_kept_by_nobody_and_runs_nothing(port, request_line, more, status):
    line = request_line if b"HTTP" in request_line else request_line + b" HTTP/1.1"
    answer = said(port, line + b"\r\nHost: kezek\r\n" + more)
    head, _, body = answer.partition("\r\n\r\n")
    assert head.startswith((f"HTTP/1.1 {status} ", f"HTTP/1.0 {status} "))
    headers = dict(one.split(": ", 1) for one in head.split("\r\n")[1:])
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"] and "Server" not in headers
    assert "waitress" not in body.lower()


def test_a_line_of_the_log_says_its_time_with_its_zone():
    record = logging.makeLogRecord({"name": "kezek", "msg": "words"})
    line = logging.Formatter(serve.LOG_LINE, serve.LOG_TIME).format(record)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} kezek words", line)


@pytest.mark.parametrize(
    ("forwarded", "status"),
    [
        ("X-Forwarded-For: 203.0.113.9", 404),
        ("X-Forwarded-For: 127.0.0.1, 203.0.113.9", 404),
        ("X-Forwarded-For: 203.0.113.9\r\nX-Real-IP: 127.0.0.1\r\nForwarded: for=127.0.0.1", 404),
        ("X-Forwarded-For: 127.0.0.1", 200),
    ],
)
def test_who_asks_is_whom_the_proxy_saw_whatever_else_was_sent(app, forwarded, status):
    """A proxy adds the address that it saw as the last one."""
    with served(create_http_server(app, "127.0.0.1", 0, **PROXIED)) as port:
        answer = said(port, f"GET /metrics HTTP/1.1\r\nHost: kezek\r\nConnection: close\r\n{forwarded}\r\n".encode())
    assert answer.startswith(f"HTTP/1.1 {status} ")


def test_no_header_of_the_proxy_counts_where_there_is_none(port):
    head = b"GET /metrics HTTP/1.1\r\nHost: kezek\r\nConnection: close\r\nX-Forwarded-For: 203.0.113.9\r\n"
    assert said(port, head).startswith("HTTP/1.1 200 ")
