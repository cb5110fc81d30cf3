"""Serves: brings the database up to date, starts the clock, opens the port."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from flask import Flask

from housing.actions.journal.prove_records import write_head
from housing.actions.journal.write_readings import recover_readings, write_waiting_readings
from housing.backups.database_copy import database_file
from housing.backups.errors import BackupError
from housing.backups.locks import instance_served
from housing.backups.replacement import settle_log
from housing.config import Settings, current_services
from housing.ops.http_server import PROXIED, create_http_server
from housing.ops.memory import limit_heaps, return_free_memory
from housing.ops.scheduler import start_scheduler
from housing.ops.upgrade import upgrade_database
from housing.queries.journal.events import load_last_event_time
from housing.queries.journal.health import is_disk_sound
from housing.rounds import finish_rounds
from housing.web.clock_watch import WATCH, ClockWatch

log = logging.getLogger("kezek.serve")
#: Seconds that jobs have to finish what they are at when the process is to end.
GRACE = 30
#: With the distance from UTC, so that lines of several machines can be put in order.
LOG_LINE, LOG_TIME = "%(asctime)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"
#: Seconds between two times that memory is given back to the system.
TRIM_PAUSE = 60


def serve_app(app: Flask, prepare: Callable[[Flask], None]) -> int:
    """`prepare(app)` runs once the database is up to date: a demo sets its stage there."""
    logging.basicConfig(level=logging.INFO, format=LOG_LINE, datefmt=LOG_TIME)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    limit_heaps()
    settings = app.extensions["services"].settings
    try:
        with hold_instance(settings.database_url):
            return serve_instance(app, settings, prepare)
    except BackupError as fault:
        print(fault.words, file=sys.stderr)
        return 1


def hold_instance(url: str) -> AbstractContextManager[None]:
    """So that nobody replaces the database meanwhile; where it is a file. Raises BackupError."""
    return instance_served(database_file(url)) if url.startswith("sqlite:") else nullcontext()


def serve_instance(app: Flask, settings: Settings, prepare: Callable[[Flask], None]) -> int:
    if settings.database_url.startswith("sqlite:"):
        settle_log(database_file(settings.database_url))
    with app.app_context():
        if fault := upgrade_database():
            print(fault, file=sys.stderr)
            return 1
    host = "127.0.0.1"
    if is_port_taken(host, settings.port):
        print(f"Port {settings.port} is taken. Another one: PORT=8001 python3 app.py", file=sys.stderr)
        return 1
    prepare(app)
    with app.app_context():
        recover_readings(current_services().clock())
        app.extensions[WATCH] = watch_clock(settings.demo)
    scheduler = start_scheduler(app)
    scheduler.add_job(return_free_memory, "interval", seconds=TRIM_PAUSE)
    print(f"\nKezek: http://{host}:{settings.port}/  (stop with Ctrl+C)\n", flush=True)
    try:
        server = create_http_server(app, host, settings.port, **({} if settings.demo else PROXIED))
        signal.signal(signal.SIGTERM, lambda *_: server.stop())
        server.run()
    finally:
        finished = finish_rounds(scheduler, GRACE)
        leave_log_alone(app)
        with app.app_context():
            write_waiting_readings(current_services().clock())
            write_head(current_services().clock())
        if not finished:
            leave_round_behind()
    return 0


def leave_log_alone(app: Flask) -> None:
    """After a flush that failed: to close the database would copy what may be lost; to open it looks first."""
    with app.app_context():
        if not is_disk_sound():
            logging.shutdown()
            os._exit(1)


def watch_clock(demo: bool) -> ClockWatch:
    """A demo's clock is moved by hand: of its journal nothing is later or earlier."""
    return ClockWatch(current_services().clock, None if demo else load_last_event_time())


def leave_round_behind() -> None:
    """A round that takes longer begins anew with the next start, as after a kill: its thread is not waited for."""
    log.warning("a job was not finished in %d seconds; it goes on with the next start", GRACE)
    logging.shutdown()
    os._exit(0)


def is_port_taken(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0
