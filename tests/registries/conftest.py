"""A state office on loopback that says what a test tells it to, and a desk that answers without any network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Lock, Thread
from typing import Any

import pytest

from housing.registries.gateway import Answer, Gateway, Reply, State

NOON = datetime(2026, 7, 13, 7, 0, tzinfo=UTC)


class Office(ThreadingHTTPServer):
    """`says(request)` gives (status, bytes), or None to hang up. `paths`, `asked`: what came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.says: Callable[[dict[str, Any]], tuple[int, bytes] | None] = found({})
        self.paths: list[str] = []
        self.asked: list[dict[str, Any]] = []


class Counter(BaseHTTPRequestHandler):
    server: Office

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.paths.append(self.path)
        self.server.asked.append(body)
        said = self.server.says(body)
        if said is not None:
            self.send_response(said[0])
            self.end_headers()
            self.wfile.write(said[1])

    def log_message(self, format: str, *args: Any) -> None:
        pass


def found(data: dict[str, Any], **changed: Any) -> Callable[[dict[str, Any]], tuple[int, bytes]]:
    def says(request: dict[str, Any]) -> tuple[int, bytes]:
        envelope = {"messageId": request["messageId"], "status": {"code": "FOUND"}, "data": {"iin": request["iin"]}}
        return 200, json.dumps({**envelope, "data": {**envelope["data"], **data}, **changed}).encode()

    return says


@pytest.fixture
def office() -> Iterator[Office]:
    opened = Office()
    Thread(target=opened.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield opened
    opened.shutdown()
    opened.server_close()


@pytest.fixture
def gateway(office: Office) -> Gateway:
    url = f"http://127.0.0.1:{office.server_port}/sync"
    return Gateway(url, sender="bank", password="demo", clock=lambda: NOON)


@pytest.fixture(name="found")
def found_fixture() -> Callable[..., Any]:
    return found


class Desk:
    """Answers from a table by (service, IIN); what is not in it was never heard of. Counts who is being served."""

    def __init__(self) -> None:
        self.table: dict[tuple[str, str], Any] = {}
        self.asked: list[tuple[str, str]] = []
        self.lock, self.serving, self.most = Lock(), 0, 0
        self.meanwhile: Callable[[], Any] = lambda: None

    def send(self, service: str, iin: str, **query: Any) -> Reply:
        with self.lock:
            self.asked.append((service, iin))
            request_id = f"request-{len(self.asked)}"
            self.serving += 1
            self.most = max(self.most, self.serving)
        self.meanwhile()
        with self.lock:
            self.serving -= 1
        said = self.table.get((service, iin), State.NOT_FOUND)
        state, data = (said, {}) if isinstance(said, State) else (State.ANSWERED, said)
        return Reply(state, data, request_id, NOON, b"{}")


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def an_answer() -> Callable[..., Answer]:
    numbers = count()

    def make(
        source: str, about: str, facts: dict[str, Any], state: State = State.ANSWERED, at: datetime = NOON
    ) -> Answer:
        return Answer(source, about, state, facts, f"request-{next(numbers)}", at, b"{}")

    return make
