"""Serves: brings the database up to date, starts the clock, opens the port."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from waitress import serve as waitress

from housing import jobs
from housing.config import outside

THREADS = 8
#: In production a proxy of this machine stands before the port: whose request it is, it says in X-Forwarded-For.
#: Without that every citizen would come from 127.0.0.1, share one limit of codes and read /metrics.
PROXIED: dict[str, Any] = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    "clear_untrusted_proxy_headers": True,
}


def serve(app: Flask, prepare: Callable[[Flask], None]) -> int:
    """`prepare(app)` runs once the database is up to date: a demo sets its stage there."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    with app.app_context():
        settings = outside().settings
        upgrade()
    host = "127.0.0.1"
    if taken(host, settings.port):
        print(f"Port {settings.port} is taken. Another one: PORT=8001 python3 app.py", file=sys.stderr)
        return 1
    prepare(app)
    scheduler = jobs.start(app)
    print(f"\nKezek: http://{host}:{settings.port}/  (stop with Ctrl+C)\n", flush=True)
    try:
        waitress(app, host=host, port=settings.port, threads=THREADS, ident=None, **({} if settings.demo else PROXIED))
    finally:
        scheduler.shutdown(wait=False)
    return 0


def taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0
