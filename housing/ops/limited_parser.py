"""A body beyond the limit is let run by, so that whoever sends it hears why it is refused."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from waitress.parser import HTTPRequestParser
from waitress.utilities import RequestEntityTooLarge

from housing.config import MAX_BODY

#: Bytes of an oversized request that are let run by, so that its sender hears the answer; beyond, the line is cut.
DISCARD_LIMIT = 512 * 1024 * 1024


class DiscardBody:
    """In the place of the buffer of a body that is too large: keeps none of it, and says only that it is too large."""

    def append(self, data: bytes) -> None: ...

    def __len__(self) -> int:
        return MAX_BODY + 1

    def getfile(self) -> BytesIO:
        return BytesIO()

    def close(self) -> None: ...


class LimitedParser(HTTPRequestParser):
    """A body beyond the limit fills neither memory nor disk, and the application answers it in words (413).

    Waitress by itself would cut the line at once: a browser that is still sending then shows no answer at all.
    """

    error: Any

    def received(self, data: bytes) -> int:
        taken = int(super().received(data))
        sent = max(self.content_length, self.body_bytes_received)
        if isinstance(self.error, RequestEntityTooLarge) and sent < DISCARD_LIMIT:
            body = self.body_rcv
            if not isinstance(body.buf, DiscardBody):
                body.buf.close()
                body.buf = DiscardBody()
            self.error, self.completed = body.error, body.completed or body.error is not None
            self.headers["CONTENT_LENGTH"] = str(max(sent, len(body)))
        return taken
