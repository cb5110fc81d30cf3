"""A server that speaks clamd's protocol on loopback, and behaves as a test tells it to."""

from __future__ import annotations

import socket
import struct
import threading
import time
from typing import Any

EICAR_FOUND = b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
OK = b"stream: OK\0"
TOO_LARGE = b"INSTREAM size limit exceeded. ERROR\0"


class ClamdDouble:
    """`says`: its answer, or a callable that takes what came. `mood`: "", closes early, slow, drips, hasty,
    reads slowly.
    """

    def __init__(self, says: Any = OK, mood: str = "", path: str | None = None) -> None:
        self.says, self.mood, self.received = says, mood, []
        self.server = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        self.server.bind(path or ("127.0.0.1", 0))
        self.server.listen()
        self.address = path or f"127.0.0.1:{self.server.getsockname()[1]}"
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def __enter__(self) -> ClamdDouble:
        return self

    def __exit__(self, *fault: object) -> None:
        self.server.close()

    def serve(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            with line:
                try:
                    self.talk(line)
                except OSError:
                    continue

    def talk(self, line: socket.socket) -> None:
        stream = line.makefile("rb")
        if self.mood in ("closes early", "reads slowly", "hasty"):
            self.misbehave(line, stream)
            return
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", stream.read(4))[0]:
            content += stream.read(size)
        self.received.append(content)
        if self.mood == "slow":
            time.sleep(3)
        said = self.says(content) if callable(self.says) else self.says
        for piece in [said[i : i + 1] for i in range(len(said))] if self.mood == "drips" else [said]:
            line.sendall(piece)
            if self.mood == "drips":
                time.sleep(0.2)

    def misbehave(self, line: socket.socket, stream: Any) -> None:
        """Hangs up before it has heard all."""
        if self.mood == "hasty":
            line.sendall(TOO_LARGE)
        for _ in range({"closes early": 1, "reads slowly": 30, "hasty": 0}[self.mood]):
            stream.read1(65_536)
            time.sleep(0.1)
