"""Nothing is judged, written or shown on a database whose tables are not those of this code.

A command refuses in one line (`schema_needed`), a page answers 503 (`init_app`). A half-migrated database would else be
judged by half of the law: a catalog that is not there yet asks for no papers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request
from flask.cli import with_appcontext

from housing.labels import N_
from housing.queries.journal.health import load_schema
from housing.queries.journal.proof import find_key_fault
from housing.web.current import say_in_every_language

Command = TypeVar("Command", bound=Callable[..., Any])
FAILED, READY = 1, "schema_ready"
#: Pages for machines, which say themselves what is wrong; files for browsers.
EXEMPT_ENDPOINTS = ("public.health_alive", "public.health_ready", "static")
PAUSE = 30
BEHIND = N_("Kezek is being brought up to date. Come back in a few minutes: nothing is lost.")


def schema_needed(run: Command) -> Command:
    """A command that works on the database: exit 1 and one line while its schema is not at its head."""
    return guard_command(run, absent=False)


def schema_or_none(run: Command) -> Command:
    """The same for a command that may also run where there is no database at all."""
    return guard_command(run, absent=True)


def guard_command(run: Command, absent: bool) -> Command:
    @with_appcontext
    @wraps(run)
    def first_look(*args: Any, **options: Any) -> Any:
        here = load_schema()
        fault = here.fault or find_key_fault()
        if fault and not (absent and here.is_absent):
            print(fault, file=sys.stderr)
            sys.exit(FAILED)
        return run(*args, **options)

    first_look.schema_guarded = True  # type: ignore[attr-defined]
    return first_look  # type: ignore[return-value]


def init_app(app: Flask) -> None:
    """Before whatever else looks at a request: who is signed in stands in the database too."""
    app.before_request(refuse_until_ready)


def refuse_until_ready() -> Response | None:
    """Asked until the schema is right once: it does not go back while a server serves."""
    if current_app.extensions.get(READY) or request.endpoint in EXEMPT_ENDPOINTS:
        return None
    fault = load_schema().fault
    if fault is None:
        current_app.extensions[READY] = True
        return None
    current_app.logger.error("request refused: %s", fault)
    return Response(
        "\n".join(say_in_every_language(BEHIND).values()) + "\n",
        503,
        {"Retry-After": str(PAUSE)},
        mimetype="text/plain",
    )
