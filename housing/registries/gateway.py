"""The transport: the gateway of the "digital government" (kk «цифрлық үкімет» шлюзі, ru ШЭП).

One URL a service, a JSON envelope out and back. The real gateway wraps the same fields into a SOAP SendMessage
(requestInfo{messageId, serviceId, messageDate, sender}, requestData/data): there only `envelope` and `opened` change,
the adapters stay as they are. Assumed, as the contract is unpublished: the names of the status codes, and that `data`
repeats the IIN that was asked about.

Nothing here raises towards the caller and nothing personal is logged: whatever goes wrong outside is UNAVAILABLE.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from time import monotonic
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from housing.facts_json import day

log = logging.getLogger(__name__)

#: Bytes of an answer that are read at most; a longer one is no answer.
LIMIT = 1_000_000


class State(StrEnum):
    """What a source said. Four different silences, none of them a fact (only the orphans' bank makes NO_DATA one)."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    NO_DATA = "no_data"
    UNAVAILABLE = "unavailable"
    NO_CONSENT = "no_consent"


CODES = {
    "FOUND": State.ANSWERED,
    "NOT_FOUND": State.NOT_FOUND,
    "NO_DATA": State.NO_DATA,
    "NO_CONSENT": State.NO_CONSENT,
}


class Unusable(Exception):
    """What came back is no answer to what was asked."""


@dataclass(frozen=True)
class Reply:
    """What the transport brought: `data` is empty unless ANSWERED; `raw` are the bytes as they came, cut at LIMIT."""

    state: State
    data: dict[str, Any] = field(repr=False)
    request_id: str
    asked_at: datetime
    raw: bytes = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What one source said about one person, in the words of the facts contract.

    `about`: the IIN asked about. `asked_at`: UTC, by the caller's clock. `raw`: the evidence, as it came.
    """

    source: str
    about: str = field(repr=False)
    state: State
    facts: dict[str, Any] = field(repr=False)
    request_id: str
    asked_at: datetime
    raw: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the evidence."""
        return hashlib.sha256(self.raw).hexdigest()


class Gateway:
    """A door to the state databases, shared by threads: it keeps nothing between requests.

    `base_url`: http(s) address before the service name. `sender`, `password`: the bank's account at the gateway.
    `timeout`: seconds, both for one step of the network and for the whole answer. `clock`: now, UTC aware.
    """

    def __init__(
        self, base_url: str, *, sender: str, password: str = "", timeout: float = 3.0, clock: Callable[[], datetime]
    ) -> None:
        self.address = urlsplit(base_url.rstrip("/"))
        if self.address.scheme not in ("http", "https") or not self.address.hostname:
            raise ValueError("the gateway's address must begin with http:// or https:// and name a host")
        self.sender, self.password, self.timeout, self.clock = sender, password, timeout, clock

    def send(self, service: str, iin: str, **query: Any) -> Reply:
        """Ask a service about a person. Never raises: a fault of any kind is State.UNAVAILABLE."""
        request_id, asked_at = str(uuid4()), self.clock()
        raw = b""
        try:
            body = self.envelope(service, iin, request_id, asked_at, query)
            status, raw = self.post(service, body)
            state, data = opened(status, raw, request_id, iin)
        except Exception as fault:  # whatever fails out there is a silence, never a fault of ours
            log.warning("source %s, request %s: %s", service, request_id, type(fault).__name__)
            state, data = State.UNAVAILABLE, {}
        return Reply(state, data, request_id, asked_at, raw[:LIMIT])

    def envelope(self, service: str, iin: str, request_id: str, asked_at: datetime, query: dict[str, Any]) -> bytes:
        head = {"messageId": request_id, "serviceId": service, "messageDate": asked_at.isoformat()}
        sender = {"senderId": self.sender, "password": self.password}
        return json.dumps({**query, **head, "iin": iin, "sender": sender}).encode()

    def post(self, service: str, body: bytes) -> tuple[int, bytes]:
        kind = HTTPSConnection if self.address.scheme == "https" else HTTPConnection
        connection = kind(self.address.hostname or "", self.address.port, timeout=self.timeout)
        try:
            headers = {"Content-Type": "application/json; charset=utf-8"}
            connection.request("POST", f"{self.address.path}/{service}", body, headers)
            with connection.getresponse() as response:
                return response.status, read(response, monotonic() + self.timeout)
        finally:
            connection.close()


def read(response: HTTPResponse, until: float) -> bytes:
    """At most one byte more than LIMIT. `until`: monotonic seconds; a source that drips its answer is silent too."""
    raw = bytearray()
    while len(raw) <= LIMIT and (piece := response.read1(min(65536, LIMIT + 1 - len(raw)))):
        raw += piece
        if monotonic() > until:
            raise TimeoutError
    return bytes(raw)


def opened(status: int, raw: bytes, request_id: str, iin: str) -> tuple[State, dict[str, Any]]:
    """The envelope of an answer to this very request about this very person. Raises Unusable and ValueError."""
    if status != 200 or len(raw) > LIMIT:
        raise Unusable
    envelope = json.loads(raw)
    if not isinstance(envelope, dict) or envelope.get("messageId") != request_id:
        raise Unusable
    said, data = envelope.get("status"), envelope.get("data")
    state = CODES.get(str(said.get("code"))) if isinstance(said, dict) else None
    about = data.get("iin") if isinstance(data, dict) else None
    if state is None or (about is not None and about != iin) or (about is None and state is State.ANSWERED):
        raise Unusable
    return state, data if state is State.ANSWERED and isinstance(data, dict) else {}


def answered(source: str, iin: str, reply: Reply, facts: Callable[[dict[str, Any]], dict[str, Any]]) -> Answer:
    """A reply in the words of the facts contract. Data that break the assumed schema are no answer: UNAVAILABLE."""
    state, found = reply.state, {}
    if state is State.ANSWERED:
        try:
            found = facts(reply.data)
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as fault:
            log.warning("source %s, request %s: %s in its data", source, reply.request_id, type(fault).__name__)
            state = State.UNAVAILABLE
    return Answer(source, iin, state, found, reply.request_id, reply.asked_at, reply.raw)


def field_of(data: dict[str, Any], name: str, convert: Callable[[Any], Any]) -> Any:
    """The converted value, or None (unknown) where the source left it out. Raises what `convert` raises."""
    value = data.get(name)
    return None if value is None else convert(value)


def iso_day(value: Any) -> str:
    """A date like 1990-01-01, checked. Raises ValueError."""
    return day(value).isoformat()
