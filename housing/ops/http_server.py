"""Waitress, so that lines on which nothing happens cost nothing and starve nobody (docs/adr/0035-lines.md).

Waitress asks every open line before it waits: by a hundred it stops to accept, by a thousand a page takes twice its
time. Here the kernel is told once what a line waits for, and only a line that something happened to is looked at again.
"""

from __future__ import annotations

import heapq
import logging
import selectors
from contextlib import suppress
from time import monotonic
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask

from housing.config import MAX_BODY
from housing.ops.limited_parser import LimitedParser
from housing.ops.open_files import raise_file_limit
from housing.ops.page_gate import PageGate
from housing.web.headers import ALWAYS, FILE_POLICY

THREADS = 8
#: Lines that may be open at once, where the system allows as many files; beyond, the one silent for longest is ended.
MAX_LINES = 8_000
#: A line and, where what is sent or answered on it is long, the file that it is put by in.
FILES_PER_LINE = 2
#: Files that are no line's: the database, the world outside, modules.
OWN_FILES = 200
#: Seconds: of a new line until its first byte, of a head from its first byte to its end, of an answer that nobody
#: takes, of a whole request whatever it holds. (The pause between two requests is Waitress' channel_timeout.)
SILENT, HEAD, STALLED, REQUEST = 60.0, 20.0, 60.0, 3600.0
#: A body has so many seconds, and one more for so many bytes of it: the slowest phone is faster.
BODY, SLOWEST = 30.0, 500
SETTINGS: dict[str, Any] = {
    "threads": THREADS,
    "ident": None,
    "max_request_body_size": MAX_BODY,
    "max_request_header_size": 32 * 1024,
    # What is longer waits on disk: thousands of slow bodies must not fill the memory.
    "inbuf_overflow": 32 * 1024,
    "cleanup_interval": 5,
    "channel_timeout": 120,
}
#: In production a proxy of this machine stands before the port: whose request it is, it says in X-Forwarded-For, or
#: every citizen would come from 127.0.0.1, share one limit of codes and read /metrics.
PROXIED: dict[str, Any] = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}
#: Seconds in which requests are finished once the server is to stop.
GRACE = 20.0
TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
#: Of what the server itself answers: a request that is none never reaches the application and its headers.
REFUSAL_HEADERS = [*ALWAYS.items(), ("Content-Security-Policy", FILE_POLICY), ("Cache-Control", "no-store")]
READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
logger = logging.getLogger(__name__)


class Refusal(ErrorTask):
    """The answer to what could not be read as a request."""

    def execute(self) -> None:
        self.response_headers.extend(REFUSAL_HEADERS)
        super().execute()


class Line(HTTPChannel):
    """An open line. `awaited`: what the kernel was told that it waits for; `began`: when its request began to come."""

    parser_class, error_task_class = LimitedParser, Refusal
    awaited, began = 0, 0.0

    def add_channel(self, map: Any = None) -> None:
        super().add_channel(map)
        self.server.unsettled.add(self)

    def del_channel(self, map: Any = None) -> None:
        if self.awaited and self._fileno is not None:
            self.server.unwatch(self)
        super().del_channel(map)

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began = self.last_activity
        return bool(super().received(data))

    def send_continue(self) -> None:
        """In a worker's thread too, after which there is no request by which the line would be looked at again."""
        super().send_continue()
        self.server.unsettled.add(self)

    def wants(self) -> int:
        return (READ if self.readable() else 0) | (WRITE if self.writable() else 0)

    def is_overdue(self, now: float) -> bool:
        """Whether it has been waited for long enough: for a first byte, the next ones, or that an answer be taken."""
        if self.requests:
            return bool(self.total_outbufs_len) and self.last_activity < now - STALLED
        coming = self.request
        if coming is None:
            silent = self.adj.channel_timeout if self.began else SILENT
            return bool(self.last_activity < now - silent)
        given = BODY + coming.body_bytes_received / SLOWEST if coming.headers_finished else HEAD
        return self.began < now - min(given, REQUEST)

    def is_under_way(self) -> bool:
        return bool(self.requests or self.request or self.total_outbufs_len or self.close_when_flushed)

    def end(self) -> None:
        """Shuts it; whoever was too slow with a request is told so, if they listen."""
        if self.request is not None and not self.requests:
            with suppress(OSError):
                self.socket.send(TOO_SLOW)
        self.handle_close()


class HttpServer(TcpWSGIServer):
    """`unsettled`: lines to look at before waiting, for something happened to them or a thread works for them."""

    channel_class = Line

    def __init__(self, app: Any, max_lines: int, **settings: Any) -> None:
        self.selector, self.unsettled, self.max_lines = selectors.DefaultSelector(), set[Line](), max_lines
        self.stops_by, self.lets_in = 0.0, True
        super().__init__(app, **SETTINGS, connection_limit=10 * MAX_LINES, **settings)

    def run(self) -> None:
        with self.selector:
            for one in (self, self.trigger):
                self.selector.register(one._fileno, READ)
            with suppress(SystemExit, KeyboardInterrupt):
                while self._map and not self.is_finished():
                    self.serve_lines()
            self.task_dispatcher.shutdown()

    def stop(self) -> None:
        """From a signal: what has begun to come is answered, then `run` returns."""
        self.stops_by = monotonic() + GRACE
        self.pull_trigger()

    def is_finished(self) -> bool:
        """Asked after each turn. Once it is to stop nobody new is let in, and only who is under way is waited for."""
        if not self.stops_by:
            return False
        if self.lets_in:
            self.lets_in = False
            self.selector.unregister(self._fileno)
            wasyncore.dispatcher.close(self)
        return monotonic() > self.stops_by or not any(line.is_under_way() for line in self.active_channels.values())

    def serve_lines(self) -> None:
        """One turn: waits until something happens, and lets it."""
        self.readable()  # looks after lines that are overdue, now and then
        waiting = list(self.unsettled)
        # Taken out first: a thread that changes one while it is looked at puts it back.
        self.unsettled.difference_update(waiting)
        for line in waiting:
            self.settle(line)
        for key, happened in self.selector.select(self.adj.asyncore_loop_timeout):
            one = self._map.get(key.fd)
            if isinstance(one, Line):
                self.serve_line(one, happened)
            elif one is not None:
                wasyncore.read(one)

    def settle(self, line: Line) -> None:
        """Tells the kernel what this line waits for. Where that is nothing it is told only if something happens."""
        if line.requests:  # asked first: whoever works for it changes what it wants before it lets go
            self.unsettled.add(line)
        try:
            wanted = line.wants()
            if line._fileno is None or wanted in (0, line.awaited):
                return
            (self.selector.modify if line.awaited else self.selector.register)(line._fileno, wanted)
            line.awaited = wanted
        except (KeyError, ValueError, OSError):
            logger.exception("a line was ended")
            line.handle_close()

    def serve_line(self, line: Line, happened: int) -> None:
        self.unsettled.add(line)
        wanted = happened & line.wants()
        if not wanted:
            self.unwatch(line)
        if wanted & READ:
            wasyncore.read(line)
        if wanted & WRITE and line.writable():
            wasyncore.write(line)

    def unwatch(self, line: Line) -> None:
        line.awaited = 0
        with suppress(KeyError, ValueError, OSError):
            self.selector.unregister(line._fileno)

    def maintenance(self, now: float) -> None:
        for line in [line for line in self.active_channels.values() if line.is_overdue(now)]:
            line.end()

    def handle_accept(self) -> None:
        if len(self.active_channels) >= self.max_lines:
            self.make_room()
        super().handle_accept()

    def make_room(self) -> None:
        """Ends those on which nothing has come for longest, many at once, for to look for them takes its time."""
        idle = [line for line in self.active_channels.values() if not line.requests]
        for line in heapq.nsmallest(max(1, self.max_lines // 20), idle, key=lambda line: line.last_activity):
            line.end()


def create_http_server(app: Flask, host: str, port: int, **more: Any) -> HttpServer:
    wanted = MAX_LINES * FILES_PER_LINE + OWN_FILES
    files = raise_file_limit(wanted)
    max_lines = (files - OWN_FILES) // FILES_PER_LINE
    if files < wanted:
        logger.warning("only %d lines can be open at once: the system allows %d open files", max_lines, files)
    return HttpServer(PageGate(app), max_lines, host=host, port=port, **more)
