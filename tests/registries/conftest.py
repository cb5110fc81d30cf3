"""A state office on loopback that says what a test tells it to, and a desk that answers without any network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Lock, Thread
from typing import Any
from xml.etree import ElementTree

import pytest

from housing.registries.circuit import CircuitBreaker
from housing.registries.gateway import Gateway, GatewayAccount, Reply, RetryPolicy, SourceAnswer, State
from housing.registries.soap import parse_xml

NOON = datetime(2026, 7, 13, 7, 0, tzinfo=UTC)
SOAP, SYNC = "http://schemas.xmlsoap.org/soap/envelope/", "http://bip.bee.kz/SyncChannel/v10/Types"
XSI = "http://www.w3.org/2001/XMLSchema-instance"


@dataclass(frozen=True)
class Asked:
    """A request as it came: `at("requestInfo/messageId")` is the text of an element of it."""

    raw: bytes

    def at(self, path: str) -> str:
        request = ElementTree.fromstring(self.raw).find(f"{{{SOAP}}}Body/{{{SYNC}}}SendMessage/request")
        return (request.findtext(path) or "").strip()

    @property
    def message_id(self) -> str:
        return self.at("requestInfo/messageId")

    @property
    def service(self) -> str:
        return self.at("requestInfo/serviceId")

    @property
    def iin(self) -> str:
        return self.at("requestData/data/*/iin")


class Office(ThreadingHTTPServer):
    """`says(asked)` gives (status, bytes), or None to hang up. `paths`, `asked`: what came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.says: Callable[[Asked], tuple[int, bytes] | None] = found({})
        self.paths: list[str] = []
        self.asked: list[Asked] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked may be gone before the answer."""


class Counter(BaseHTTPRequestHandler):
    server: Office

    def do_POST(self) -> None:
        asked = Asked(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.paths.append(self.path)
        self.server.asked.append(asked)
        said = self.server.says(asked)
        if said is not None:
            self.send_response(said[0])
            self.end_headers()
            self.wfile.write(said[1])

    def log_message(self, format: str, *args: Any) -> None:
        pass


def as_xml(name: str, value: Any) -> str:
    """A list `records` holds elements `record`; None is nil."""
    if value is None:
        return f'<{name} xsi:nil="true"/>'
    if isinstance(value, dict):
        value = "".join(as_xml(*item) for item in value.items())
    elif isinstance(value, list):
        value = "".join(as_xml(name.removesuffix("s"), item) for item in value)
    return f"<{name}>{str(value).lower() if isinstance(value, bool) else value}</{name}>"


def inner(service: str, iin: str, data: dict[str, Any], name: str = "answer") -> str:
    parts = "".join(as_xml(*item) for item in {"iin": iin, **data}.items())
    return f'<s:{name} xmlns:s="urn:kezek:assumed:{service}" xmlns:xsi="{XSI}">{parts}</s:{name}>'


def enveloped(message_id: str, data: str, code: str = "FOUND") -> bytes:
    head = f"<messageId>{message_id}</messageId><status><code>{code}</code><message/></status>"
    response = f"<responseInfo>{head}</responseInfo><responseData><data>{data}</data></responseData>"
    body = f'<r:SendMessageResponse xmlns:r="{SYNC}"><response>{response}</response></r:SendMessageResponse>'
    return f'<e:Envelope xmlns:e="{SOAP}"><e:Body>{body}</e:Body></e:Envelope>'.encode()


def found(data: dict[str, Any], code: str = "FOUND", name: str = "answer", **changed: str):
    """`changed`: another message_id, service, iin than was asked."""

    def says(asked: Asked) -> tuple[int, bytes]:
        said = {"message_id": asked.message_id, "service": asked.service, "iin": asked.iin, **changed}
        return 200, enveloped(said["message_id"], inner(said["service"], said["iin"], data, name), code)

    return says


@pytest.fixture
def office() -> Iterator[Office]:
    opened = Office()
    Thread(target=opened.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield opened
    opened.shutdown()
    opened.server_close()


@pytest.fixture
def gateway_of(office: Office) -> Callable[..., Gateway]:
    """A door to the office; quick, but for what a test wants otherwise."""

    def make(
        clock: Callable[[], datetime] = lambda: NOON, circuit: CircuitBreaker | None = None, **how: Any
    ) -> Gateway:
        url, account = f"http://127.0.0.1:{office.server_port}/sync", GatewayAccount("bank", "s3cret")
        return Gateway(url, account, clock, retry=RetryPolicy(**{"pauses": (), **how}), circuit=circuit)

    return make


@pytest.fixture
def gateway(gateway_of) -> Gateway:
    return gateway_of()


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
        if isinstance(said, State):
            return Reply(said, None, request_id, NOON, b"<said/>", b"<asked/>")
        data = parse_xml(inner(service, iin, said).encode())
        return Reply(State.ANSWERED, data, request_id, NOON, b"<said/>", b"<asked/>")


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def an_answer() -> Callable[..., SourceAnswer]:
    numbers = count()

    def make(
        source: str, about: str, facts: dict[str, Any], state: State = State.ANSWERED, at: datetime = NOON
    ) -> SourceAnswer:
        return SourceAnswer(source, about, state, facts, f"request-{next(numbers)}", at, b"{}")

    return make
