"""When the database cannot do what a request asked: 503 in words, and an alarm where somebody has to mend it."""

from __future__ import annotations

import logging
from typing import Any

from flask import Flask, Response

from housing.labels import N_
from housing.queries.journal.health import DatabaseFault
from housing.web.current import say_in_every_language
from housing.web.errors import handle_http_error
from housing.web.unavailable import LATER, SOON, UnavailableError

CANNOT_SAVE = N_("Kezek cannot save anything just now")
log = logging.getLogger("kezek.faults")


def init_app(app: Flask) -> None:
    app.register_error_handler(DatabaseFault, handle_database_fault)


def handle_database_fault(fault: DatabaseFault) -> Any:
    """Nothing of the request has happened. Where not even the page can be filled, words without one."""
    busy = fault.code == "busy"
    if busy:
        log.warning("the database was held by another writer for too long: a request was answered 503")
    else:
        log.critical("ALARM: the database cannot be written or read: %s", fault.code)
    told = UnavailableError("busy", SOON) if busy else UnavailableError("cannot_save", LATER)
    try:
        return handle_http_error(told)
    except DatabaseFault:
        words = say_in_every_language(CANNOT_SAVE).values()
        return Response("\n".join(words) + "\n", 503, {"Retry-After": str(told.seconds)}, mimetype="text/plain")
