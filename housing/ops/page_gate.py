"""Two pages at a time, however many threads serve (docs/performance.md, "Eight clients").

Threads that make pages at once take the interpreter from one another at every statement of the database and at every
packet: eight took twice the processor time for a page and made fewer of them than one. Whoever sends something waits
for the writer, the disk or a state base, so that is let by at once; and a page that takes long is not waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Condition
from time import monotonic
from typing import Any

#: Pages that are made at once, one beside what another waits for.
ROOM = 2
#: Seconds after which a page does not count any more: it waits for something, or nobody should wait for what it does.
LONG = 0.03
#: Seconds that a request waits at most, whoever comes between.
PATIENCE = 0.2


class PageGate:
    """Around a WSGI application. `inside`: when each page began that is being made."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.app, self.changed, self.inside = app, Condition(), list[float]()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.app(environ, start_response)
        began = self.enter()
        try:
            return self.app(environ, start_response)
        finally:
            self.leave(began)

    def enter(self) -> float:
        now = monotonic()
        until = now + PATIENCE
        with self.changed:
            while now < until:
                counted = [began for began in self.inside if now - began < LONG]
                if len(counted) < ROOM:
                    break
                self.changed.wait(min(counted) + LONG - now)
                now = monotonic()
            self.inside.append(now)
        return now

    def leave(self, began: float) -> None:
        with self.changed:
            self.inside.remove(began)
            self.changed.notify()
