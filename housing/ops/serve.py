"""Serves: brings the database up to date, starts the clock, opens the port."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any

from flask import Flask
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.utilities import RequestEntityTooLarge

from housing import jobs
from housing.config import MAX_BODY, current_services
from housing.queries.journal.health import load_schema

THREADS = 8
#: In production a proxy of this machine stands before the port: whose request it is, it says in X-Forwarded-For.
#: Without that every citizen would come from 127.0.0.1, share one limit of codes and read /metrics.
PROXIED: dict[str, Any] = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}
#: Bytes of an oversized request that are let run by, so that its sender hears the answer; beyond, the line is cut.
DISCARD_LIMIT = 512 * 1024 * 1024


class DiscardBody:
    """In the place of the buffer of a body that is too large: keeps none of it, and says only that it is too large."""

    def append(self, data: bytes) -> None:
        """Lets it go."""

    def __len__(self) -> int:
        return MAX_BODY + 1

    def getfile(self) -> BytesIO:
        return BytesIO()

    def close(self) -> None:
        """Holds nothing that could be closed."""


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


class Channel(HTTPChannel):
    parser_class = LimitedParser


def serve_app(app: Flask, prepare: Callable[[Flask], None]) -> int:
    """`prepare(app)` runs once the database is up to date: a demo sets its stage there."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    with app.app_context():
        settings = current_services().settings
        if fault := upgrade_database():
            print(fault, file=sys.stderr)
            return 1
    host = "127.0.0.1"
    if is_port_taken(host, settings.port):
        print(f"Port {settings.port} is taken. Another one: PORT=8001 python3 app.py", file=sys.stderr)
        return 1
    prepare(app)
    scheduler = jobs.start_scheduler(app)
    print(f"\nKezek: http://{host}:{settings.port}/  (stop with Ctrl+C)\n", flush=True)
    try:
        create_http_server(app, host, settings.port, **({} if settings.demo else PROXIED)).run()
    finally:
        scheduler.shutdown(wait=False)
    return 0


def upgrade_database() -> str | None:
    """The database in the tables of this code; else why it cannot be, in one line."""
    found = load_schema()
    if found.is_absent or found.is_behind:
        from flask_migrate import upgrade

        upgrade()
        found = load_schema()
    return found.fault


def create_http_server(app: Flask, host: str, port: int, **more: Any) -> Any:
    server = create_server(
        app, host=host, port=port, threads=THREADS, ident=None, max_request_body_size=MAX_BODY, **more
    )
    server.channel_class = Channel
    return server


def is_port_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0
