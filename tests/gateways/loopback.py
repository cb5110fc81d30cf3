"""A small server on 127.0.0.1 that says what a test wants: at once, drop by drop, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any


class Loopback(ThreadingHTTPServer):
    """`reply`: from the body of a question to status and content, None for silence. `drip`: seconds before
    every byte, from the status line on.

    `asked`: path, media type and body of every question.
    """

    daemon_threads = True
    #: Who waits in silence goes when the test is over, and nobody waits for them.
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Window)
        self.reply: Callable[[bytes], tuple[int, bytes] | None] = lambda question: (200, b"")
        self.drip = 0.0
        self.asked: list[tuple[str, str, bytes]] = []
        self.over = Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def says(self, content: bytes, status: int = 200) -> None:
        self.reply = lambda question: (status, content)

    def falls_silent(self) -> None:
        self.reply = lambda question: None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has hung up is what some tests are about."""


class Window(BaseHTTPRequestHandler):
    server: Loopback

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.asked.append((self.path, self.headers.get("Content-Type") or "", body))
        said = self.server.reply(body)
        if said is None:
            self.server.over.wait(30)
            return
        head = f"HTTP/1.0 {said[0]} said\r\nContent-Length: {len(said[1])}\r\nX-Filler: {'x' * 99}\r\n\r\n"
        for piece in self.pieces(head.encode() + said[1]):
            self.wfile.write(piece)

    do_GET = do_POST

    def pieces(self, content: bytes) -> Iterator[bytes]:
        if not self.server.drip:
            yield content
            return
        for at in range(len(content)):
            if self.server.over.wait(self.server.drip):
                return
            yield content[at : at + 1]

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def loopback() -> Iterator[Loopback]:
    server = Loopback()
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
