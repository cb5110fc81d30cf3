"""One HTTP exchange with an authority's server: within a time, within a size, without following anything further."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR, socket
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urlsplit


class NoAnswerError(Exception):
    """Nothing usable came back. The text is the kind of the fault, never anything that was sent or received."""


def address_of(url: str) -> SplitResult:
    """ValueError unless it is an http(s) address of a host."""
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError("an address must begin with http:// or https:// and name a host")
    return address


def exchange_http(
    url: str, body: bytes | None = None, kind: str = "", *, timeout: float, limit: int
) -> tuple[int, bytes]:
    """Status and body of the answer to a POST of `body` (`kind`: its media type), or to a GET where there is none.

    `timeout`: seconds for each step and for the whole answer; `limit`: bytes. Raises NoAnswer.
    """
    address = address_of(url)
    maker = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = maker(address.hostname or "", address.port, timeout=timeout)
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    try:
        headers = {"Content-Type": kind} if body is not None else {}
        connection.request("GET" if body is None else "POST", path, body, headers)
        with _hung_up(connection.sock, timeout), connection.getresponse() as response:
            return response.status, _read_body(response, limit)
    except (OSError, HTTPException, ValueError) as fault:
        raise NoAnswerError(type(fault).__name__) from None
    finally:
        connection.close()


@contextmanager
def _hung_up(line: socket, timeout: float) -> Iterator[None]:
    """Ends the line after so many seconds: a server that drips its answer, status and headers too, is a silent one."""
    until, watch = monotonic() + timeout, Timer(timeout, _hang_up, [line])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        if monotonic() > until:
            raise TimeoutError


def _hang_up(line: socket) -> None:
    with suppress(OSError):
        line.shutdown(SHUT_RDWR)


def _read_body(response: HTTPResponse, limit: int) -> bytes:
    raw = bytearray()
    while piece := response.read1(65536):
        raw += piece
        if len(raw) > limit:
            raise ValueError("too large")
    return bytes(raw)
