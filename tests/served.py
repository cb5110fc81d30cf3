"""The server that production runs, in a thread of this process."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPResponse

from housing.ops.http_server import HttpServer


@contextmanager
def served(server: HttpServer) -> Iterator[int]:
    """Its port."""
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.effective_port
    finally:
        # Lines may still be open: they are shut by the thread that waits on them. Where it was awake it has shut
        # already what would have woken it.
        with suppress(OSError):
            server.trigger.pull_trigger(lambda: shut_lines(server))
        thread.join(10)
        server.task_dispatcher.shutdown()


def shut_lines(server: HttpServer) -> None:
    """Each by itself, so that what was still to be sent is let go and who works for it hears so; then the server."""
    for line in list(server.active_channels.values()):
        line.handle_close()
    server.asyncore.close_all(server._map)


def open_line(port: int, sent: bytes = b"") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), 30)
    line.sendall(sent)
    return line


def hear(line: socket.socket) -> str:
    """All that comes until the other side shuts the line."""
    heard = bytearray()
    with line, suppress(ConnectionResetError):
        while more := line.recv(65_536):
            heard += more
    return heard.decode("utf-8", "replace")


def ask(port: int, path: str = "/") -> str:
    """The whole answer to a visitor."""
    return hear(open_line(port, f"GET {path} HTTP/1.1\r\nHost: kezek\r\nConnection: close\r\n\r\n".encode()))


def begin(port: int) -> socket.socket:
    """A line on which a whole answer came and which stays open."""
    line = open_line(port, b"GET /healthz HTTP/1.1\r\nHost: kezek\r\n\r\n")
    answer = HTTPResponse(line)
    answer.begin()
    assert answer.status == 200 and answer.read()
    return line
