"""An antivirus that speaks clamd's protocol (INSTREAM), over TCP or a socket of this machine.

Nothing but the bytes of the paper goes out, and nothing of an answer is kept but whether it is clean.
"""

from __future__ import annotations

import logging
import socket
import struct
from dataclasses import dataclass
from time import monotonic

log = logging.getLogger("kezek.antivirus")
#: Bytes sent at once, bytes of an answer.
PIECE, ANSWER = 65_536, 4096


class ScanFailedError(Exception):
    """Nobody could say. The text is the kind of the fault."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """`address`: host:port, or the path of a socket. `timeout`: seconds for the whole conversation."""

    address: str
    timeout: float = 10.0

    def __call__(self, content: bytes) -> str:
        """clean or infected. Raises NoScan."""
        until = monotonic() + self.timeout
        try:
            with self.connect() as line:
                send_bytes(line, b"zINSTREAM\0", until)
                for at in range(0, len(content), PIECE):
                    piece = content[at : at + PIECE]
                    send_bytes(line, struct.pack(">I", len(piece)) + piece, until)
                send_bytes(line, struct.pack(">I", 0), until)
                said = read_reply(line, until)
        except OSError as fault:
            log.warning("the antivirus does not answer: %s", type(fault).__name__)
            raise ScanFailedError(type(fault).__name__) from None
        return parse_verdict(said)

    def connect(self) -> socket.socket:
        if self.address.startswith("/"):
            line = socket.socket(socket.AF_UNIX)
            line.settimeout(self.timeout)
            try:
                line.connect(self.address)
            except OSError:
                line.close()
                raise
            return line
        host, _colon, port = self.address.rpartition(":")
        return socket.create_connection((host, int(port)), self.timeout)


def set_remaining_timeout(line: socket.socket, until: float) -> None:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)


def send_bytes(line: socket.socket, words: bytes, until: float) -> None:
    set_remaining_timeout(line, until)
    line.sendall(words)


def read_reply(line: socket.socket, until: float) -> bytes:
    """Up to the zero byte, or until the other side has hung up."""
    said = b""
    while b"\0" not in said and len(said) < ANSWER:
        set_remaining_timeout(line, until)
        piece = line.recv(ANSWER)
        if not piece:
            break
        said += piece
    return said.partition(b"\0")[0].strip()


def parse_verdict(said: bytes) -> str:
    """Only what says so is clean."""
    if said == b"stream: OK":
        return "clean"
    if said.startswith(b"stream: ") and said.endswith(b" FOUND"):
        return "infected"
    # Its own words, which quote nothing of a paper: a limit of size that is set too low shows here.
    log.error("the antivirus gave no verdict: %r", said[:80])
    raise ScanFailedError("no verdict")
