"""Connections to SQLite: one for whoever writes, beside those that read.

A connection that writes bears the triggers of the seals (a hundred and fifty, 10 ms to make, 2 MB to keep) and the
prepared statements of everything that is written. Only one writes at a time: so all of them write by the same one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local
from typing import Any
from weakref import WeakSet

from sqlalchemy.pool import ConnectionPoolEntry, QueuePool


class Asking(local):
    """Of one thread: whether it asks for the connection that writes."""

    writes = False


ASKING = Asking()


@contextmanager
def writer_connection() -> Iterator[None]:
    """Around the moment in which a session takes its connection."""
    ASKING.writes = True
    try:
        yield
    finally:
        ASKING.writes = False


class WriterPool(QueuePool):
    """Gives whoever writes the connection that wrote before. `idle`: it, while nobody writes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.idle: deque[ConnectionPoolEntry] = deque()
        self.writers: WeakSet[ConnectionPoolEntry] = WeakSet()

    def _do_get(self) -> ConnectionPoolEntry:
        if not ASKING.writes:
            return super()._do_get()
        try:
            return self.idle.pop()
        except IndexError:
            record = self._create_connection()
            self.writers.add(record)
            return record

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        if record in self.writers:
            self.idle.append(record)
        else:
            super()._do_return_conn(record)

    def checkedout(self) -> int:
        return super().checkedout() + len(self.writers) - len(self.idle)

    def dispose(self) -> None:
        while self.idle:
            self.idle.pop().close()
        super().dispose()
