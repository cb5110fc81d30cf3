"""The transport: synchronous channel of the gateway of the "digital government" (kk «цифрлық үкімет» шлюзі, ru ШЭП).

One address for all services; the envelope stands in soap.py. A fault of the way there (no connection, a time-out, an
answer cut off, 5xx) is tried again under the same message id after growing pauses, within one budget; a source that
failed again and again is left alone for a while (circuit.py). Not more than AT_ONCE requests are under way in the whole
process, so that a recovery does not drown the gateway. Assumed: a message id may be sent again when it got no answer.

Nothing here raises towards the caller and nothing personal is logged: whatever goes wrong outside is UNAVAILABLE.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import BoundedSemaphore
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from lxml.etree import _Element

from housing.registries.circuit import CircuitBreaker
from housing.registries.signature import Signer
from housing.registries.soap import (
    LIMIT,
    AnotherPersonError,
    SourceQuery,
    UnusableAnswerError,
    build_envelope,
    parse_envelope,
)

log = logging.getLogger(__name__)

#: Requests under way at once in this process: the gateway serves the whole country.
AT_ONCE = 8
DOORS = BoundedSemaphore(AT_ONCE)
HEADERS = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}


class State(StrEnum):
    """What a source said. Four different silences, none of them a fact (only the orphans' bank makes NO_DATA one)."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    NO_DATA = "no_data"
    UNAVAILABLE = "unavailable"
    NO_CONSENT = "no_consent"


STATES = {
    "FOUND": State.ANSWERED,
    "NOT_FOUND": State.NOT_FOUND,
    "NO_DATA": State.NO_DATA,
    "NO_CONSENT": State.NO_CONSENT,
}


@dataclass(frozen=True)
class Reply:
    """What the transport brought. `data`: the element `answer`, None unless ANSWERED.

    `raw`: the answer as it came, cut at LIMIT; `request`: what was asked, the password masked. Both are empty where the
    source was left alone.
    """

    state: State
    data: Any = field(repr=False)
    request_id: str
    asked_at: datetime
    raw: bytes = field(repr=False)
    request: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class SourceAnswer:
    """What one source said about one person, in the words of the facts contract.

    `about`: the IIN asked about. `asked_at`: UTC, by the caller's clock. `raw`, `request`: the evidence, as in Reply.
    """

    source: str
    about: str = field(repr=False)
    state: State
    facts: dict[str, Any] = field(repr=False)
    request_id: str
    asked_at: datetime
    raw: bytes = field(repr=False)
    request: bytes = field(default=b"", repr=False)

    @property
    def sha256(self) -> str:
        """Hexadecimal digest of the evidence."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True, slots=True)
class SourceRoute:
    """How a source is asked. `service`: its id at the gateway; `address`: its own, empty: the gateway's.

    `seconds`: as `timeout` of RetryPolicy; 0: that. `asked`: else it is silent, and nothing is sent.
    """

    service: str
    address: str = ""
    seconds: float = 0.0
    asked: bool = True


@dataclass(frozen=True, slots=True)
class GatewayAccount:
    """The bank's account at the gateway."""

    sender: str
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long an answer is waited for, and how often it is asked for.

    `timeout`: seconds, both for one step of the network and for one whole answer. `pauses`: seconds before each further
    try; none begins after `budget` seconds.
    """

    timeout: float = 3.0
    pauses: Sequence[float] = (0.2, 0.8)
    budget: float = 6.0


class Gateway:
    """A door to the state databases, shared by threads.

    `base_url`: the http(s) address of the channel. `clock`: now, UTC aware. `signer`: None sends the data unsigned.
    """

    def __init__(
        self,
        base_url: str,
        account: GatewayAccount,
        clock: Callable[[], datetime],
        *,
        retry: RetryPolicy = RetryPolicy(),
        signer: Signer | None = None,
        circuit: CircuitBreaker | None = None,
    ) -> None:
        self.address = urlsplit(base_url)
        if self.address.scheme not in ("http", "https") or not self.address.hostname:
            raise ValueError("the gateway's address must begin with http:// or https:// and name a host")
        self.account, self.clock, self.retry, self.signer = account, clock, retry, signer
        self.circuit = circuit or CircuitBreaker()
        self.routes: Mapping[str, SourceRoute] = {}

    def with_routes(self, ways: Mapping[str, SourceRoute]) -> Gateway:
        """The same door, through which each source is asked in its way."""
        other = copy(self)
        other.routes = ways
        return other

    def send(self, service: str, iin: str, **query: Any) -> Reply:
        """Ask a service about a person. Never raises: a fault of any kind is State.UNAVAILABLE."""
        way = self.routes.get(service) or SourceRoute(service)
        question = SourceQuery(service, iin, str(uuid4()), self.clock(), query, way.service)
        if not way.asked or not self.circuit.allows_request(service, question.at):
            log.debug("source %s, request %s: left alone", service, question.message_id)
            return Reply(State.UNAVAILABLE, None, question.message_id, question.at, b"")
        kept = b""
        try:
            body, kept = build_envelope(question, self.account.sender, self.account.password, self.signer)
            state, data, raw = self.send_with_retries(question, body, way)
        except Exception as fault:  # whatever fails out there is a silence, never a fault of ours
            state, data, raw = State.UNAVAILABLE, None, log_fault(fault, question)
        self.circuit.record_result(service, state is not State.UNAVAILABLE, self.clock())
        return Reply(state, data, question.message_id, question.at, raw[:LIMIT], kept)

    def send_with_retries(
        self, question: SourceQuery, body: bytes, way: SourceRoute
    ) -> tuple[State, _Element | None, bytes]:
        """State, data and the bytes of the first try that brings an answer. Raises Unusable."""
        until = monotonic() + self.retry.budget
        for pause in (*self.retry.pauses, None):
            try:
                with DOORS:
                    status, raw = self.post_envelope(body, way)
                code, data = parse_envelope(status, raw, question)
                return STATES[code], data, raw
            except UnusableAnswerError as fault:
                if not fault.again or pause is None or monotonic() + pause >= until:
                    raise
            sleep(pause)
        raise AssertionError("the last try returns or raises")

    def post_envelope(self, body: bytes, way: SourceRoute) -> tuple[int, bytes]:
        """Status and bytes of the answer. Raises Unusable where none came, or not whole."""
        address, timeout = urlsplit(way.address) if way.address else self.address, way.seconds or self.retry.timeout
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = kind(address.hostname or "", address.port, timeout=timeout)
        try:
            connection.request("POST", address.path or "/", body, HEADERS)
            with connection.getresponse() as response:
                raw = read_response(response, monotonic() + timeout)
                cut = len(raw) <= LIMIT and bool(response.length)
        except (OSError, HTTPException) as fault:
            raise UnusableAnswerError(type(fault).__name__, again=True) from None
        finally:
            connection.close()
        if cut:
            raise UnusableAnswerError("cut off", raw, again=True)
        return response.status, raw


def log_fault(fault: Exception, question: SourceQuery) -> bytes:
    """Logs the fault without anybody's data. What is kept of it: what came, but nothing about a stranger."""
    words = str(fault) if isinstance(fault, UnusableAnswerError) else type(fault).__name__
    if isinstance(fault, AnotherPersonError):
        log.critical("ALARM: source %s, request %s: %s; discarded", question.service, question.message_id, words)
        return b"discarded: about another person; sha256 " + hashlib.sha256(fault.raw).hexdigest().encode()
    log.warning("source %s, request %s: %s", question.service, question.message_id, words)
    return fault.raw if isinstance(fault, UnusableAnswerError) else b""


def read_response(response: HTTPResponse, until: float) -> bytes:
    """At most one byte more than LIMIT. `until`: monotonic seconds; a source that drips its answer is silent too."""
    raw = bytearray()
    while len(raw) <= LIMIT and (piece := response.read1(min(65536, LIMIT + 1 - len(raw)))):
        raw += piece
        if monotonic() > until:
            raise TimeoutError
    return bytes(raw)


def build_answer(source: str, iin: str, reply: Reply, facts: Callable[[_Element], dict[str, Any]]) -> SourceAnswer:
    """A reply in the words of the facts contract. Data that break the assumed schema are no answer: UNAVAILABLE."""
    state = reply.state
    found: dict[str, Any] = {}
    if state is State.ANSWERED:
        try:
            found = facts(reply.data)
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as fault:
            log.warning("source %s, request %s: %s in its data", source, reply.request_id, type(fault).__name__)
            state = State.UNAVAILABLE
    return SourceAnswer(source, iin, state, found, reply.request_id, reply.asked_at, reply.raw, reply.request)
